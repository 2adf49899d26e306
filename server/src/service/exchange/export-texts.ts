/** What an inventory of dhis2-server-tools cannot say, and why. Facts: schemas/server-tools, read from its playbooks. */
import type { ItemList } from '../manifest/item-lists.ts';
import type { Text } from '../messages.ts';

export const texts = {
  needsIpv4: {
    en: '`{name}` has the address `{address}`. dhis2-server-tools writes it into firewall and database rules and needs an IPv4 address: replace it.',
    fr: "`{name}` a l'adresse `{address}`. dhis2-server-tools l'écrit dans les règles du pare-feu et de la base et exige une adresse IPv4 : remplacez-la.",
  },
  becomesContainer: {
    en: '`{name}` shares the host `{host}` with others, so it becomes an LXD container of its own on `{machine}`, with the address {address}. Run the playbook on `{machine}`.',
    fr: "`{name}` partage l'hôte `{host}` avec d'autres : il devient un conteneur LXD à part sur `{machine}`, à l'adresse {address}. Lancez le playbook sur `{machine}`.",
  },
  secondMachine: {
    en: '`{name}` on `{host}` is left out: dhis2-server-tools makes containers on one machine only. Export the manifest of that machine on its own.',
    fr: '`{name}` sur `{host}` est laissé de côté : dhis2-server-tools ne fait des conteneurs que sur une seule machine. Exportez à part le manifeste de cette machine.',
  },
  oneProxy: {
    en: 'The proxy `{name}` is left out: dhis2-server-tools has one, called `proxy`.',
    fr: "Le mandataire `{name}` est laissé de côté : dhis2-server-tools n'en a qu'un, nommé `proxy`.",
  },
  nestedPath: {
    en: '`{name}` has the path `{path}`, and dhis2-server-tools takes one segment only: it gets its name as path.',
    fr: "`{name}` a le chemin `{path}`, et dhis2-server-tools n'accepte qu'un seul segment : l'instance prend son nom comme chemin.",
  },
  noTarget: {
    en: 'The backup target `{name}` is left out. dhis2-server-tools copies to one cluster of Linode Object Storage or by rsync; set it up by hand, or keep your own backups.',
    fr: 'La destination de sauvegarde `{name}` est laissée de côté. dhis2-server-tools copie vers une grappe de Linode Object Storage ou par rsync ; configurez-le à la main, ou gardez vos propres sauvegardes.',
  },
  noVariable: {
    en: '`{field}` of `{name}` has no variable: {why}.',
    fr: "`{field}` de `{name}` n'a pas de variable : {why}.",
  },
  nginxUploads: { en: 'its nginx takes up to 100 MB', fr: "son nginx accepte jusqu'à 100 Mo" },
  apacheUploads: { en: 'its Apache keeps the limit that Apache comes with', fr: "son Apache garde la limite d'origine d'Apache" },
  unsaidCertificate: {
    en: "The plan does not say where the certificate of `{name}` comes from. dhis2-server-tools asks Let's Encrypt: change `TLS_TYPE` if that is not meant.",
    fr: "Le plan ne dit pas d'où vient le certificat de `{name}`. dhis2-server-tools s'adresse à Let's Encrypt : changez `TLS_TYPE` si ce n'est pas voulu.",
  },
  alwaysTls: {
    en: '`{name}` is to serve without TLS, which dhis2-server-tools never does: it gets a self-signed certificate (`TLS_TYPE=selfsigned`).',
    fr: '`{name}` doit servir sans TLS, ce que dhis2-server-tools ne fait jamais : il reçoit un certificat auto-signé (`TLS_TYPE=selfsigned`).',
  },
  ownCertificate: {
    en: 'The certificate of `{name}` has no variable. Copy `{certificate}` and `{privateKey}` as `customssl.crt` and `customssl.key` into `deploy/roles/create-instance/files` before the run.',
    fr: "Le certificat de `{name}` n'a pas de variable. Avant l'exécution, copiez `{certificate}` et `{privateKey}` sous les noms `customssl.crt` et `customssl.key` dans `deploy/roles/create-instance/files`.",
  },
  noEmail: {
    en: "Let's Encrypt writes to an address, and neither `{name}` nor the organisation has one: the tool gives it `admin@` and the domain. Complete `email`.",
    fr: "Let's Encrypt écrit à une adresse, et ni `{name}` ni l'organisation n'en ont : l'outil lui donne `admin@` suivi du domaine. Complétez `email`.",
  },
  javaOfRelease: { en: 'it follows from the DHIS2 release', fr: 'elle découle de la version de DHIS2' },
  daysAndWeeks: {
    en: 'dumps are kept by days and by weeks only',
    fr: 'les copies ne sont gardées que par jours et par semaines',
  },
  oneRetention: {
    en: 'all dumps are kept alike, as the first backup of the plan says',
    fr: 'toutes les copies sont gardées de la même façon, comme le dit la première sauvegarde du plan',
  },
  otherMonitoring: {
    en: 'dhis2-server-tools does not install the monitoring of the plan (`{tool}`): it gets Munin (`server_monitoring=munin`), which it cannot do without. Set up your own beside it.',
    fr: "dhis2-server-tools n'installe pas la surveillance du plan (`{tool}`) : ce sera Munin (`server_monitoring=munin`), dont il ne peut se passer. Mettez la vôtre en place à côté.",
  },
  noAlarms: { en: 'nobody is told by the tool', fr: "l'outil ne prévient personne" },
} as const satisfies Record<string, Text>;

export const notCarried: readonly { readonly list: ItemList; readonly field: string; readonly why: Text }[] = [
  {
    list: 'instances',
    field: 'databaseName',
    why: { en: 'the database is called like the instance', fr: "la base porte le nom de l'instance" },
  },
  {
    list: 'instances',
    field: 'databaseUser',
    why: { en: 'the role is called like the instance', fr: "le rôle porte le nom de l'instance" },
  },
  { list: 'instances', field: 'port', why: { en: 'Tomcat stays on 8080', fr: 'Tomcat reste sur 8080' } },
  {
    list: 'instances',
    field: 'tomcatVersion',
    why: { en: 'it follows from the Ubuntu release', fr: "elle découle de la version d'Ubuntu" },
  },
  {
    list: 'instances',
    field: 'config',
    why: { en: 'the tool writes its own `dhis.conf`', fr: "l'outil écrit son propre `dhis.conf`" },
  },
  {
    list: 'databases',
    field: 'port',
    why: { en: 'PostgreSQL stays on 5432', fr: 'PostgreSQL reste sur 5432' },
  },
  {
    list: 'backups',
    field: 'restoreTest',
    why: { en: 'restores are not tested', fr: 'les restaurations ne sont pas essayées' },
  },
  {
    list: 'backups',
    field: 'schedule',
    why: { en: 'dumps are made at 03:00', fr: 'les copies sont faites à 03:00' },
  },
  {
    list: 'backups',
    field: 'encryption',
    why: { en: 'dumps are not encrypted', fr: 'les copies ne sont pas chiffrées' },
  },
  {
    list: 'backups',
    field: 'method',
    why: { en: 'only dumps are made', fr: 'seules des copies complètes sont faites' },
  },
  {
    list: 'services',
    field: 'host',
    why: { en: 'it installs DHIS2 and what belongs to it', fr: "il installe DHIS2 et ce qui s'y rattache" },
  },
];
