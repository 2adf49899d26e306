/** Texts of the command line, by id. */
import type { Text } from '#service/index.ts';

export const texts = {
  unknownCommand: {
    en: 'Unknown command `{command}`. The commands are: {commands}. `dhis2-hosting help` tells more.',
    fr: 'Commande inconnue `{command}`. Les commandes sont : {commands}. `dhis2-hosting help` en dit plus.',
  },
  unknownOption: {
    en: 'Unknown option `{option}`. The options are: {options}.',
    fr: 'Option inconnue `{option}`. Les options sont : {options}.',
  },
  missingValue: {
    en: 'Option `{option}` needs a value: {option} {value}.',
    fr: "L'option `{option}` demande une valeur : {option} {value}.",
  },
  unexpectedValue: { en: 'Option `{option}` takes no value.', fr: "L'option `{option}` ne prend pas de valeur." },
  wrongChoice: {
    en: '`{value}` is no value of `{option}`. Choose one of: {choices}.',
    fr: "`{value}` n'est pas une valeur de `{option}`. Choisissez parmi : {choices}.",
  },
  noPath: {
    en: 'Nothing to check. Name a file, a folder, or - for the standard input.',
    fr: "Rien à vérifier. Indiquez un fichier, un dossier, ou - pour l'entrée standard.",
  },
  unknownVersion: {
    en: '`{version}` is no DHIS2 version that can be checked for. Known releases: {releases}. Write 2.41, or 2.41.3 for a patch.',
    fr: "`{version}` n'est pas une version de DHIS2 que l'on peut vérifier. Versions connues : {releases}. Écrivez 2.41, ou 2.41.3 pour un correctif.",
  },
  notFound: { en: '{path}: there is no such file or folder.', fr: '{path} : aucun fichier ni dossier de ce nom.' },
  forbidden: {
    en: '{path}: may not be read. Check its permissions, or run as a user who may.',
    fr: '{path} : lecture interdite. Vérifiez ses droits, ou lancez la commande avec un compte autorisé.',
  },
  unreadable: { en: '{path}: cannot be read ({code}).', fr: '{path} : lecture impossible ({code}).' },
  notOurs: {
    en: '{path}: neither a dhis.conf, nor a hosting manifest, nor an inventory of dhis2-server-tools, nor a containers.json of dhis2-tools-ng, judged by its name and text. To check it all the same: dhis2-hosting lint --stdin-name dhis.conf - < FILE',
    fr: "{path} : ni un dhis.conf, ni un manifeste d'hébergement, ni un inventaire de dhis2-server-tools, ni un containers.json de dhis2-tools-ng, d'après son nom et son texte. Pour le vérifier quand même : dhis2-hosting lint --stdin-name dhis.conf - < FICHIER",
  },
  unusableSettings: {
    en: '{path}: these settings hold mistakes and count only as far as they can be understood. To see them: dhis2-hosting lint {path}',
    fr: '{path} : ces réglages contiennent des erreurs et ne comptent que dans la mesure où ils sont compris. Pour les voir : dhis2-hosting lint {path}',
  },
  internalError: {
    en: 'Internal error in {where} ({name}); everything else was checked. Please report it.',
    fr: 'Erreur interne dans {where} ({name}) ; tout le reste a été vérifié. Merci de la signaler.',
  },
  nothingFound: {
    en: 'No dhis.conf and no hosting manifest found.',
    fr: "Aucun dhis.conf ni manifeste d'hébergement trouvé.",
  },
  usage: { en: 'Usage', fr: 'Utilisation' },
  commands: { en: 'Commands', fr: 'Commandes' },
  options: { en: 'Options', fr: 'Options' },
  examples: { en: 'Examples', fr: 'Exemples' },
  exitCodes: { en: 'Exit codes', fr: 'Codes de sortie' },
  oneOf: { en: 'One of: {choices}.', fr: 'Valeurs : {choices}.' },
  defaultValue: { en: 'Default: {value}.', fr: 'Par défaut : {value}.' },
  product: {
    en: 'Checks the configuration of DHIS2 servers, as the editor extension DHIS2 Hosting does.',
    fr: "Vérifie la configuration de serveurs DHIS2, comme le fait l'extension DHIS2 Hosting de l'éditeur.",
  },
  commandHelp: {
    en: 'Help on a command: dhis2-hosting help COMMAND',
    fr: 'Aide sur une commande : dhis2-hosting help COMMANDE',
  },
} as const satisfies { readonly [id: string]: Text };

export const fixTexts = {
  fixed: { en: '{fixes} in {files}.', fr: '{fixes} dans {files}.' },
  mayNotWrite: {
    en: '{path}: may not be changed. Check the permissions of the file and its folder, or run as a user who may.',
    fr: '{path} : modification interdite. Vérifiez les droits du fichier et de son dossier, ou lancez la commande avec un compte autorisé.',
  },
  cannotWrite: {
    en: '{path}: cannot be written ({code}); it is as it was.',
    fr: '{path} : écriture impossible ({code}) ; il est resté tel quel.',
  },
  changedMeanwhile: {
    en: '{path}: was changed by somebody else at the same time and is left alone. Run the command again.',
    fr: "{path} : modifié par quelqu'un d'autre au même moment, il est laissé tel quel. Relancez la commande.",
  },
  ownerWouldChange: {
    en: '{path}: would get another owner and is left alone, because the server might not be able to read it afterwards. Run as its owner or as root.',
    fr: '{path} : changerait de propriétaire et est laissé tel quel, car le serveur pourrait ne plus réussir à le lire. Lancez la commande avec le compte de son propriétaire ou en root.',
  },
  notEncodable: {
    en: '{path}: the mended text holds characters that {encoding} does not have; it is left alone.',
    fr: "{path} : le texte corrigé contient des caractères que {encoding} n'a pas ; il est laissé tel quel.",
  },
} as const satisfies { readonly [id: string]: Text };

export const baselineTexts = {
  unreadable: {
    en: '{path}: is no baseline that --write-baseline made. Write it again.',
    fr: "{path} : ce n'est pas un fichier écrit par --write-baseline. Écrivez-le de nouveau.",
  },
  written: { en: '{path}: {findings} written.', fr: '{path} : {findings}.' },
  leftOut: { en: '{findings} left out that {path} names.', fr: '{findings} que nomme {path}, omis.' },
} as const satisfies { readonly [id: string]: Text };

export const ruleTexts = {
  noRule: {
    en: 'Name a rule. `dhis2-hosting rules` lists them.',
    fr: 'Indiquez une règle. `dhis2-hosting rules` les énumère.',
  },
  unknownRule: {
    en: 'There is no rule `{rule}`. `dhis2-hosting rules` lists them.',
    fr: "Il n'y a pas de règle `{rule}`. `dhis2-hosting rules` les énumère.",
  },
  unknownRuleNear: {
    en: 'There is no rule `{rule}`. Did you mean {near}?',
    fr: "Il n'y a pas de règle `{rule}`. Vouliez-vous dire {near} ?",
  },
  fixable: { en: 'with a quick fix', fr: 'avec correction rapide' },
} as const satisfies { readonly [id: string]: Text };

export const keyTexts = {
  none: {
    en: 'No key of DHIS2 {version} fits `{pattern}`.',
    fr: 'Aucune clé de DHIS2 {version} ne correspond à `{pattern}`.',
  },
  noneNear: {
    en: 'No key of DHIS2 {version} fits `{pattern}`. Did you mean {near}?',
    fr: 'Aucune clé de DHIS2 {version} ne correspond à `{pattern}`. Vouliez-vous dire {near} ?',
  },
  onePattern: { en: 'Give one pattern at most.', fr: 'Indiquez un seul motif au plus.' },
  takesNothing: { en: '`{command}` takes no operand.', fr: "`{command}` n'attend aucun argument." },
} as const satisfies { readonly [id: string]: Text };

export const sarifTexts = {
  checkout: { en: 'The root of the checkout that was checked.', fr: "La racine de l'arborescence vérifiée." },
} as const satisfies { readonly [id: string]: Text };

/** A counted noun; French counts zero as singular. */
export type CountedText = { readonly one: Text; readonly many: Text };

export const counted = {
  files: { one: { en: '{n} file', fr: '{n} fichier' }, many: { en: '{n} files', fr: '{n} fichiers' } },
  error: { one: { en: '{n} error', fr: '{n} erreur' }, many: { en: '{n} errors', fr: '{n} erreurs' } },
  warning: { one: { en: '{n} warning', fr: '{n} avertissement' }, many: { en: '{n} warnings', fr: '{n} avertissements' } },
  info: { one: { en: '{n} note', fr: '{n} information' }, many: { en: '{n} notes', fr: '{n} informations' } },
  hint: { one: { en: '{n} hint', fr: '{n} suggestion' }, many: { en: '{n} hints', fr: '{n} suggestions' } },
  fixes: {
    one: { en: '{n} fix applied', fr: '{n} correction appliquée' },
    many: { en: '{n} fixes applied', fr: '{n} corrections appliquées' },
  },
  findings: { one: { en: '{n} finding', fr: '{n} constat' }, many: { en: '{n} findings', fr: '{n} constats' } },
  fixable: {
    one: { en: '{n} with a quick fix in the editor', fr: "{n} avec correction rapide dans l'éditeur" },
    many: { en: '{n} with a quick fix in the editor', fr: "{n} avec correction rapide dans l'éditeur" },
  },
} as const satisfies { readonly [id: string]: CountedText };

export const severityNames = {
  error: { en: 'error', fr: 'erreur' },
  warning: { en: 'warning', fr: 'avertissement' },
  info: { en: 'info', fr: 'information' },
  hint: { en: 'hint', fr: 'suggestion' },
} as const satisfies { readonly [severity: string]: Text };

export const summaryTexts = {
  clean: { en: '{files} checked, no finding.', fr: '{files} : rien à signaler.' },
  findings: { en: '{files} checked: {counts}.', fr: '{files} : {counts}.' },
} as const satisfies { readonly [id: string]: Text };
