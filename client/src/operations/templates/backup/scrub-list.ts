/**
 * What a copy for staging or training must not have of a production, by tables of DHIS2 2.30 to 2.43. Names are those of
 * its migrations (dhis-support-db-migration) and mappings (*.hbm.xml); what a release does not have is told and passed over.
 */
import type { Text } from '@dhis2-hosting/server/service';

export type ScrubRow = {
  /** Of different releases, or of one subject; those that refer to others before those. */
  readonly tables: readonly string[];
  readonly why: Text;
} & (
  | { readonly do: 'empty' }
  | { readonly do: 'delete'; readonly where: string }
  | {
      readonly do: 'set';
      /** Expressions of SQL. What a table does not have is passed over. */
      readonly set: Readonly<Record<string, string>>;
      readonly where?: string;
      /** Tells a row that is not scrubbed, when the expressions do not by themselves. */
      readonly left?: string;
    }
);

/** Somebody wrote them freely or they lead to a person; a choice out of a set does not. */
const openTypes = "('TEXT','LONG_TEXT','EMAIL','PHONE_NUMBER','USERNAME','URL','COORDINATE','GEOJSON','FILE_RESOURCE','IMAGE')";
const openElements = `from dataelement where optionsetid is null and valuetype in ${openTypes}`;
const attributes = 'trackedentityattributeid in (select trackedentityattributeid from trackedentityattribute where';
const openKeys = `array(select uid::text ${openElements})`;

const toNull = (...columns: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(columns.map((column) => [column, 'null']));

const people: readonly ScrubRow[] = [
  {
    ...{ do: 'set', tables: ['userinfo', 'users'] },
    set: {
      ...{ password: "'scrubbed'", twofactortype: "'NOT_ENABLED'", twofa: 'false', externalauth: 'false' },
      ...toNull('secret', 'openid', 'ldapid', 'restoretoken', 'restorecode', 'restoreexpiry', 'idtoken', 'emailverificationtoken'),
    },
    why: {
      en: 'Whoever reads the copy must not log in to the production: passwords, secrets of two-factor authentication, links to restore a password.',
      fr: 'Qui lit la copie ne doit pas pouvoir se connecter à la production : mots de passe, secrets de l’authentification à deux facteurs, liens de réinitialisation.',
    },
  },
  {
    ...{ do: 'set', tables: ['userinfo'] },
    set: {
      ...{ surname: "'User'", firstname: 'userinfoid::text' },
      ...toNull('email', 'verifiedemail', 'phonenumber', 'whatsapp', 'skype', 'telegram', 'facebookmessenger', 'twitter', 'avatar'),
      ...toNull('jobtitle', 'introduction', 'gender', 'birthday', 'nationality', 'employer', 'education', 'interests', 'languages'),
    },
    why: {
      en: 'Of users only their user names stay, because roles and data refer to them.',
      fr: 'Des utilisateurs il ne reste que leur nom d’utilisateur, auquel rôles et données se réfèrent.',
    },
  },
  {
    ...{ do: 'empty', tables: ['previouspasswords', 'api_token', 'userkeyjsonvalue'] },
    why: {
      en: 'Older passwords, personal access tokens, and what applications keep for each user.',
      fr: 'Anciens mots de passe, jetons d’accès personnels, et ce que les applications gardent pour chaque utilisateur.',
    },
  },
  {
    do: 'empty',
    tables: [
      ...['oauth_access_token', 'oauth_refresh_token', 'oauth_code', 'oauth2clientgranttypes', 'oauth2clientredirecturis', 'oauth2client'],
      ...['oauth2_authorization_consent', 'oauth2_authorization', 'oauth2_client'],
    ],
    why: { en: 'Secrets and tokens of OAuth 2 open the production.', fr: 'Les secrets et jetons d’OAuth 2 ouvrent la production.' },
  },
];

const tracked: readonly ScrubRow[] = [
  {
    ...{ do: 'delete', tables: ['trackedentityattributevalue'] },
    where: `${attributes} confidential or valuetype in ('EMAIL','PHONE_NUMBER','USERNAME','URL','COORDINATE','GEOJSON','FILE_RESOURCE','IMAGE','DATETIME')
      or (uniquefield and valuetype not in ('TEXT','LONG_TEXT')))`,
    why: {
      en: 'Attributes marked confidential, ways to reach a person, numbers that only one person has.',
      fr: 'Attributs confidentiels, moyens de joindre une personne, numéros qui n’appartiennent qu’à une personne.',
    },
  },
  {
    ...{ do: 'set', tables: ['trackedentityattributevalue'] },
    set: { value: "'S' || replace(trim(both '()' from ctid::text), ',', '-')" },
    where: `${attributes} valuetype in ('TEXT','LONG_TEXT') and (uniquefield or optionsetid is null))`,
    left: "value !~ '^S[0-9]+-[0-9]+$'",
    why: {
      en: 'Names and free text of persons; each stays different.',
      fr: 'Noms et textes libres des personnes ; chacun reste différent.',
    },
  },
  {
    ...{ do: 'set', tables: ['trackedentityattributevalue'] },
    set: { value: "left(value, 4) || '-01-01'" },
    where: `${attributes} valuetype in ('DATE','AGE'))`,
    why: { en: 'Of dates of birth the year stays.', fr: 'Des dates de naissance il reste l’année.' },
  },
  {
    ...{ do: 'set', tables: ['trackedentityattributevalue'] },
    set: toNull('encryptedvalue'),
    why: { en: 'Encrypted with the key of the production.', fr: 'Chiffré avec la clé de la production.' },
  },
  {
    ...{ do: 'set', tables: ['trackedentity', 'trackedentityinstance', 'enrollment', 'programinstance'] },
    set: toNull('geometry', 'coordinates', 'longitude', 'latitude', 'createdbyuserinfo', 'lastupdatedbyuserinfo'),
    why: {
      en: 'Where persons live, and names of those who registered them.',
      fr: 'Où vivent les personnes, et les noms de qui les a inscrites.',
    },
  },
  {
    ...{ do: 'set', tables: ['event', 'trackerevent', 'singleevent', 'programstageinstance'] },
    set: {
      ...toNull('geometry', 'longitude', 'latitude', 'completedby', 'createdbyuserinfo', 'lastupdatedbyuserinfo'),
      eventdatavalues: `(select coalesce(jsonb_object_agg(key, value - 'createdByUserInfo' - 'lastUpdatedByUserInfo'), '{}') from jsonb_each(eventdatavalues - ${openKeys}))`,
    },
    why: { en: 'Free text, files and places of events.', fr: 'Textes libres, fichiers et lieux des événements.' },
  },
  {
    ...{ do: 'set', tables: ['note', 'trackedentitycomment'] },
    set: { notetext: "'scrubbed'", commenttext: "'scrubbed'" },
    why: { en: 'Notes about persons.', fr: 'Notes sur des personnes.' },
  },
  {
    ...{ do: 'delete', tables: ['datavalue'] },
    where: `dataelementid in (select dataelementid ${openElements})`,
    why: { en: 'Free text and files of aggregate data.', fr: 'Textes libres et fichiers des données agrégées.' },
  },
  {
    ...{ do: 'set', tables: ['datavalue'] },
    set: toNull('comment'),
    why: { en: 'Comments on values are free text.', fr: 'Les commentaires des valeurs sont du texte libre.' },
  },
  {
    do: 'empty',
    tables: [
      ...['trackedentityattributevalueaudit', 'trackedentitychangelog', 'trackedentitydatavalueaudit', 'trackedentityinstanceaudit'],
      ...['trackedentityaudit', 'eventchangelog', 'trackereventchangelog', 'singleeventchangelog', 'programtempownershipaudit'],
      ...['datavalueaudit', 'audit', 'db_audit', 'datastatisticsevent'],
    ],
    why: {
      en: 'Logs of changes hold what is scrubbed here, and who did what when.',
      fr: 'Les journaux de modifications contiennent ce qui est effacé ici, et qui a fait quoi quand.',
    },
  },
];

const messages: readonly ScrubRow[] = [
  {
    do: 'empty',
    tables: [
      ...['messageconversation_messages', 'messageconversation_usermessages', 'messageattachments', 'usermessage', 'messageconversation'],
      'message',
    ],
    why: { en: 'Messages between people.', fr: 'Messages entre personnes.' },
  },
  {
    do: 'empty',
    tables: [
      ...['programmessage_phonenumbers', 'programmessage_emailaddresses', 'programmessage_deliverychannels', 'programmessagetranslations'],
      ...['programmessage', 'programnotificationinstance', 'externalnotificationlogentry'],
      ...['outbound_sms_recipients', 'outbound_sms', 'incomingsms'],
    ],
    why: {
      en: 'Messages to patients and from them, with their numbers; those that wait would be sent by the copy.',
      fr: 'Messages aux patients et de leur part, avec leurs numéros ; la copie enverrait ceux qui attendent.',
    },
  },
];

const outgoing: readonly ScrubRow[] = [
  {
    ...{ do: 'delete', tables: ['systemsetting'] },
    where: `name ~* '^keyEmail(HostName|Username|Password|Sender|Port)$|^keySms|^keyRemoteInstance|^keyInstanceBaseUrl$|^emailConfigured$|ApiKey$|recaptcha|^keySystemNotificationsEmail$'`,
    why: {
      en: 'Gateways for mail and SMS, the server that data are pushed to, keys of services.',
      fr: 'Passerelles de courriel et de SMS, serveur vers lequel les données sont poussées, clés de services.',
    },
  },
  {
    ...{ do: 'delete', tables: ['keyjsonvalue'] },
    where: "namespace = 'sms-config' or coalesce(encrypted, false)",
    why: {
      en: 'Since 2.42 the SMS gateways; and entries that only the key of the production opens.',
      fr: 'Depuis 2.42 les passerelles de SMS ; et les entrées que seule la clé de la production ouvre.',
    },
  },
  {
    ...{ do: 'set', tables: ['configuration'] },
    set: toNull('remoteserverurl', 'remoteserverusername', 'remoteserverpassword'),
    why: { en: 'Another server and its password.', fr: 'Un autre serveur et son mot de passe.' },
  },
  {
    ...{ do: 'set', tables: ['jobconfiguration'] },
    set: { enabled: 'false' },
    why: {
      en: 'Jobs push data and send messages; switch on those that the copy needs.',
      fr: 'Les tâches poussent des données et envoient des messages ; activez celles dont la copie a besoin.',
    },
  },
  {
    ...{ do: 'empty', tables: ['eventhookoutboxlog', 'eventhook', 'aggregatedataexchange'] },
    why: {
      en: 'They hand data of the copy to others as if they were of the production, with stored passwords.',
      fr: 'Ils transmettent à d’autres les données de la copie comme si c’étaient celles de la production, avec des mots de passe enregistrés.',
    },
  },
  {
    ...{ do: 'set', tables: ['route'] },
    set: { enabled: 'false', disabled: 'true', auth: 'null', headers: "'{}'" },
    why: { en: 'Routes to other servers, with their passwords.', fr: 'Routes vers d’autres serveurs, avec leurs mots de passe.' },
  },
];

export const scrubList: readonly ScrubRow[] = [...people, ...tracked, ...messages, ...outgoing];
