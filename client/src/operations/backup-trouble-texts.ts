/** Each thing that can be wrong with the backups of an instance on its host: its code, its words, and what its page says. */
import type { Text } from '@dhis2-hosting/server/service';

export type TroubleCode = keyof typeof troubleTexts;

export type TroubleMend = 'backUp' | 'copyOffSite' | 'testRestore' | 'provision' | 'showEvidence';

/** `mend`: the command of the editor that sets it right. */
type TroubleText = {
  readonly title: Text;
  /** With the arguments that backup-troubles.ts gives. */
  readonly found: Text;
  readonly why: Text;
  readonly todo: Text;
  readonly mend: TroubleMend;
};

export const troubleTexts = {
  'backup-late': {
    title: { en: 'The newest set is too old', fr: 'Le jeu le plus récent est trop vieux' },
    found: {
      en: 'The newest verified set of {instance} is {age} old; the plan allows {allowed}. What was entered since then would be lost.',
      fr: 'Le jeu vérifié le plus récent de {instance} a {age} ; le plan en permet {allowed}. Ce qui a été saisi depuis serait perdu.',
    },
    why: {
      en: 'How much work may be lost is said by `rpo` (a day, for a daily schedule) and two hours. A set that is older than that does not keep the promise, whatever the reason.',
      fr: 'Ce qui peut être perdu est dit par `rpo` (un jour, pour un rythme quotidien) plus deux heures. Un jeu plus vieux ne tient pas cette promesse, quelle qu’en soit la raison.',
    },
    todo: {
      en: 'Make a set now (*Back Up Now*, or `dhis2-hosting backup`), and read in `journalctl -u dhis2-hosting-backup-<plan>.<instance>` why the timer did not.',
      fr: 'Faites un jeu maintenant (*Sauvegarder maintenant*, ou `dhis2-hosting backup`), et lisez dans `journalctl -u dhis2-hosting-backup-<plan>.<instance>` pourquoi la minuterie ne l’a pas fait.',
    },
    mend: 'backUp',
  },
  'backup-missing': {
    title: { en: 'There is no verified set', fr: 'Il n’y a aucun jeu vérifié' },
    found: {
      en: 'The host has no verified set of {instance} by this plan.',
      fr: 'L’hôte n’a aucun jeu vérifié de {instance} selon ce plan.',
    },
    why: {
      en: 'The plan is written, and nothing of it is on the host: whoever reads the manifest believes in a backup that is not there.',
      fr: 'Le plan est écrit, et rien n’en est sur l’hôte : qui lit le manifeste croit à une sauvegarde qui n’existe pas.',
    },
    todo: {
      en: 'Provision the host when the plan is new, then *Back Up Now*.',
      fr: 'Mettez l’hôte en service si le plan est nouveau, puis *Sauvegarder maintenant*.',
    },
    mend: 'backUp',
  },
  'backup-failed': {
    title: { en: 'The last attempt failed', fr: 'La dernière tentative a échoué' },
    found: {
      en: 'The last attempt ({kind}) for {instance} failed: {code} {detail}',
      fr: 'La dernière tentative ({kind}) pour {instance} a échoué : {code} {detail}',
    },
    why: {
      en: 'The last good set stays, and grows older with each attempt that fails.',
      fr: 'Le dernier bon jeu reste, et vieillit à chaque tentative qui échoue.',
    },
    todo: {
      en: 'The code is explained in the guide on backups. Set right what it names, then *Back Up Now*.',
      fr: 'Le code est expliqué dans le guide des sauvegardes. Corrigez ce qu’il nomme, puis *Sauvegarder maintenant*.',
    },
    mend: 'backUp',
  },
  'backup-unverified': {
    title: { en: 'A set is not whole', fr: 'Un jeu n’est pas entier' },
    found: {
      en: 'Not whole, and not to be restored from: {sets}.',
      fr: 'Pas entier, et impropre à une restauration : {sets}.',
    },
    why: {
      en: 'A set appears only after all of it was read. One that now lacks a part, or whose part has another size, was changed by somebody or by a disk that fails.',
      fr: 'Un jeu n’apparaît qu’une fois relu en entier. Celui à qui il manque une partie, ou dont une partie a une autre taille, a été modifié par quelqu’un ou par un disque qui lâche.',
    },
    todo: {
      en: 'Make another set now, look at the disk (`dmesg`, SMART), and remove the broken folder when you know what happened: retention does not take it.',
      fr: 'Faites un autre jeu maintenant, examinez le disque (`dmesg`, SMART), et supprimez le dossier cassé quand vous savez ce qui s’est passé : la rétention n’y touche pas.',
    },
    mend: 'backUp',
  },
  'backup-only-here': {
    title: { en: 'No fresh copy is off site', fr: 'Aucune copie récente n’est hors site' },
    found: {
      en: 'The plan names a place elsewhere, and the newest copy there of {instance} is {age} old.',
      fr: 'Le plan nomme un lieu éloigné, et la copie la plus récente de {instance} y a {age}.',
    },
    why: {
      en: 'Fire, theft or one wrong command takes the server and the sets on it together. What counts then is the age of the copy elsewhere.',
      fr: 'Un incendie, un vol ou une commande malheureuse emporte le serveur et ses jeux ensemble. Seul compte alors l’âge de la copie éloignée.',
    },
    todo: {
      en: 'See that the target of `targets` can be reached from the host and that its credentials are good, then *Copy Off Site*.',
      fr: 'Vérifiez que la destination de `targets` est joignable depuis l’hôte et que ses identifiants sont bons, puis *Copier hors site*.',
    },
    mend: 'copyOffSite',
  },
  'backup-not-scheduled': {
    title: { en: 'Nothing makes the next set', fr: 'Rien ne fera le prochain jeu' },
    found: {
      en: 'The timer of the backup of {instance} does not run on the host.',
      fr: 'La minuterie de la sauvegarde de {instance} ne tourne pas sur l’hôte.',
    },
    why: {
      en: 'A backup that depends on a person is forgotten on the day it would have been needed.',
      fr: 'Une sauvegarde qui dépend d’une personne est oubliée le jour où elle aurait servi.',
    },
    todo: {
      en: '*Provision* starts the timer again; the plan shows what it would change.',
      fr: '*Mettre en service* relance la minuterie ; le plan montre ce qui changerait.',
    },
    mend: 'provision',
  },
  'restore-test-due': {
    title: { en: 'No restore was tested for too long', fr: 'Aucune restauration essayée depuis trop longtemps' },
    found: {
      en: 'The last restore of {instance} that was tested and succeeded: {last}. The plan wants one each {every}.',
      fr: 'Dernière restauration de {instance} essayée avec succès : {last}. Le plan en veut une tous les {every}.',
    },
    why: {
      en: 'A backup that was never restored is a hope. The test also measures how long people would be without the system.',
      fr: 'Une sauvegarde jamais restaurée est un espoir. L’essai mesure aussi combien de temps les gens seraient privés du système.',
    },
    todo: {
      en: '*Test a Restore*, or `dhis2-hosting restore-test`: nothing of the instance is touched.',
      fr: '*Essayer une restauration*, ou `dhis2-hosting restore-test` : rien de l’instance n’est touché.',
    },
    mend: 'testRestore',
  },
  'restore-test-failed': {
    title: { en: 'The last restore test failed', fr: 'Le dernier essai de restauration a échoué' },
    found: {
      en: 'The last restore test of {instance} failed: {code} {detail}',
      fr: 'Le dernier essai de restauration de {instance} a échoué : {code} {detail}',
    },
    why: {
      en: 'Until it succeeds nobody knows whether what is kept can be restored at all.',
      fr: 'Tant qu’il n’aboutit pas, personne ne sait si ce qui est gardé peut être restauré.',
    },
    todo: {
      en: '*Show Evidence* opens the record of the test. Set right what it names, then *Test a Restore*.',
      fr: '*Afficher la preuve* ouvre le compte rendu de l’essai. Corrigez ce qu’il nomme, puis *Essayer une restauration*.',
    },
    mend: 'testRestore',
  },
  'restore-too-slow': {
    title: { en: 'A restore takes too long', fr: 'Une restauration dure trop longtemps' },
    found: {
      en: 'The last restore test of {instance} took {seconds} s; `rto` of the plan allows {allowed}.',
      fr: 'Le dernier essai de restauration de {instance} a duré {seconds} s ; `rto` du plan permet {allowed}.',
    },
    why: {
      en: 'It was measured on this host with this database: a real restore also needs the time until somebody begins it.',
      fr: 'C’est une mesure, sur cet hôte et avec cette base : une vraie restauration demande en plus le temps que quelqu’un la lance.',
    },
    todo: {
      en: '*Show Evidence* says which part takes long. A faster disk, less history in the database, or an honest `rto`.',
      fr: '*Afficher la preuve* dit quelle partie est longue. Un disque plus rapide, moins d’historique dans la base, ou un `rto` honnête.',
    },
    mend: 'showEvidence',
  },
  'watch-silent': {
    title: { en: 'The host does not call its heartbeat', fr: 'L’hôte n’envoie pas son battement' },
    found: {
      en: 'The watch of the host is silent: {reason}',
      fr: 'La surveillance de l’hôte se tait : {reason}',
    },
    why: {
      en: 'A backup that stops is noticed because the heartbeat stops. One that is silent all the time tells nobody anything.',
      fr: 'Une sauvegarde qui cesse se remarque parce que le battement cesse. S’il se tait toujours, personne n’apprend rien.',
    },
    todo: {
      en: '`journalctl -u dhis2-hosting-watch` says what is wrong. Where its timer does not run, *Provision* starts it.',
      fr: '`journalctl -u dhis2-hosting-watch` dit ce qui ne va pas. Si sa minuterie ne tourne pas, *Mettre en service* la relance.',
    },
    mend: 'provision',
  },
} as const satisfies Readonly<Record<string, TroubleText>>;
