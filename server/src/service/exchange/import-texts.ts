/** What importing tells besides the manifest that it makes. */
import type { Text } from '../messages.ts';

export const importTexts = {
  addressUnknown: {
    en: 'The address of the machine that holds the containers is not in the file. Write it in place of `{address}`, or make that a `Host` of your SSH configuration.',
    fr: "L'adresse de la machine qui porte les conteneurs n'est pas dans le fichier. Écrivez-la à la place de `{address}`, ou faites-en un `Host` de votre configuration SSH.",
  },
  addressGuessed: {
    en: 'The public name `{address}` is taken for the address of the machine that holds the containers. Correct it if SSH goes another way.',
    fr: "Le nom public `{address}` est pris pour l'adresse de la machine qui porte les conteneurs. Corrigez-la si SSH passe par ailleurs.",
  },
  instancesUnknown: {
    en: 'DHIS2 instances are not in this file: dhis2-create-instance makes them and keeps no list. Look at `lxc list` on the machine (`user.type`) and add them below `instances`.',
    fr: 'Les instances DHIS2 ne sont pas dans ce fichier : dhis2-create-instance les crée sans en tenir de liste. Consultez `lxc list` sur la machine (`user.type`) et ajoutez-les sous `instances`.',
  },
  leftOut: {
    en: '`{name}` is left out of `{section}`: without what could not be carried over, nothing can be done with it.',
    fr: "`{name}` est laissé en dehors de `{section}` : sans ce qui n'a pas pu être repris, on ne peut rien en faire.",
  },
  doesNotFit: {
    en: '`{field}` of `{name}` would be `{value}`, which a manifest cannot hold. It is left out.',
    fr: "`{field}` de `{name}` vaudrait `{value}`, ce qu'un manifeste ne peut contenir. Ce champ est laissé de côté.",
  },
  renamed: {
    en: '`{name}` is called `{given}` in the manifest, whose names have small letters, digits and dashes only.',
    fr: "`{name}` s'appelle `{given}` dans le manifeste, dont les noms n'ont que des minuscules, des chiffres et des tirets.",
  },
  noField: {
    en: '`{variable}` has no field in a manifest: {why}.',
    fr: "`{variable}` n'a pas de champ dans un manifeste : {why}.",
  },
  secretStays: {
    en: '`{variable}` of {owner} is a secret and was not copied. It stays where it is.',
    fr: "`{variable}` de {owner} est un secret et n'a pas été copié. Il reste où il est.",
  },
  secretBecomes: {
    en: '`{variable}` is a secret and was not copied: the manifest names the environment variable `{reference}` for it.',
    fr: "`{variable}` est un secret et n'a pas été copié : le manifeste nomme pour lui la variable d'environnement `{reference}`.",
  },
  leftOver: {
    en: '`{field}` is `{value}`, left over from a sample. Write your own.',
    fr: "`{field}` vaut `{value}`, qui vient d'un modèle. Écrivez le vôtre.",
  },
  noContainer: {
    en: 'An entry of `containers` has no name, address or type, and was left out.',
    fr: "Une entrée de `containers` n'a pas de nom, d'adresse ou de type, et a été laissée de côté.",
  },
  unread: {
    en: '`{variable}` of `{name}` is `{value}`, which the tool drops without a word. It is left out here too.',
    fr: "`{variable}` de `{name}` vaut `{value}`, que l'outil abandonne sans un mot. Il est laissé de côté ici aussi.",
  },
  template: {
    en: '`{variable}` of {owner} is put together by Ansible (`{{ }}`) and could not be read. Fill it in.',
    fr: "`{variable}` de {owner} est composé par Ansible (`{{ }}`) et n'a pas pu être lu. Complétez-le.",
  },
  noServerNames: {
    en: 'No instance has an `fqdn`, so the proxy `{name}` answers for no name and is left out. Add it with its `serverNames`.',
    fr: "Aucune instance n'a de `fqdn` : le mandataire `{name}` ne répond à aucun nom et est laissé de côté. Ajoutez-le avec ses `serverNames`.",
  },
  ownCertificate: {
    en: 'The proxy has a certificate of your own (`customssl`). Add below `tls` where certificate and key are on the host.',
    fr: "Le mandataire a un certificat à vous (`customssl`). Ajoutez sous `tls` où se trouvent le certificat et la clé sur l'hôte.",
  },
  openresty: {
    en: 'OpenResty is told as nginx, which it is made of.',
    fr: 'OpenResty est indiqué comme nginx, dont il est fait.',
  },
  warWithoutChecksum: {
    en: 'The WAR of `{name}` is left out: a manifest names it together with its SHA-256. Add `war` with `url` and `sha256`.',
    fr: "Le WAR de `{name}` est laissé de côté : un manifeste l'indique avec son SHA-256. Ajoutez `war` avec `url` et `sha256`.",
  },
  databaseUnknown: {
    en: 'The database host `{value}` of `{name}` is not among `[databases]`, and is left out.',
    fr: "L'hôte de base de données `{value}` de `{name}` n'est pas parmi `[databases]`, et est laissé de côté.",
  },
  deleted: {
    en: '`{name}` is marked as deleted and was left out.',
    fr: '`{name}` est marqué comme supprimé et a été laissé de côté.',
  },
  noRole: {
    en: '`{name}` is a host without a part of its own in a manifest ({groups}). Say with `services` what it is for.',
    fr: '`{name}` est un hôte sans rôle propre dans un manifeste ({groups}). Dites avec `services` à quoi il sert.',
  },
} as const satisfies { readonly [id: string]: Text };

/** Why a setting of another tool is not in a manifest; by the start of its name. */
export const reasons: readonly { readonly names: RegExp; readonly why: Text }[] = [
  { names: /^lxd_|^guest_os_arch$/, why: { en: 'LXD itself is set up on the machine', fr: 'LXD lui-même se règle sur la machine' } },
  { names: /^wireguard_/, why: { en: 'a VPN is not part of it', fr: "un VPN n'en fait pas partie" } },
  {
    names: /^(?:munin|grafana|prometheus|zabbix|alert|glowroot|glow_root)/,
    why: { en: 'settings of the monitoring stay with its own tool', fr: 'les réglages de la surveillance restent avec leur outil' },
  },
  { names: /^app_monitoring$|^apm$/, why: { en: 'profilers are not part of it', fr: "les profileurs n'en font pas partie" } },
  {
    names: /^dhis2_auto_upgrade$/,
    why: { en: 'upgrades are planned and run one by one', fr: 'les mises à niveau sont planifiées et lancées une à une' },
  },
  {
    names: /^proxy_rewrite$/,
    why: { en: 'give the instance that answers on `/` the path `/`', fr: "donnez le chemin `/` à l'instance qui répond sur `/`" },
  },
  { names: /^ansible_/, why: { en: 'it concerns Ansible alone', fr: "cela ne concerne qu'Ansible" } },
  { names: /^analytics\./, why: { en: 'it belongs into `dhis.conf`', fr: 'cela a sa place dans `dhis.conf`' } },
];

export const noReason: Text = { en: 'nothing there says the same', fr: "rien n'y dit la même chose" };
