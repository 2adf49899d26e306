/** What the values of each type look like, in words. */
import type { VariableStatus, VariableType } from '../generated/server-tools-variable.types.ts';
import type { Text } from '../messages.ts';

export const variableTypeTexts: { readonly [T in VariableType]: Text } = {
  address: { en: 'IPv4 address', fr: 'adresse IPv4' },
  boolean: { en: '`yes` or `no`', fr: '`yes` ou `no`' },
  choice: { en: 'one of several words', fr: 'un mot parmi plusieurs' },
  cidr: { en: 'network, such as `172.19.2.0/24`', fr: 'réseau, comme `172.19.2.0/24`' },
  'database-host': { en: 'host of `[databases]`', fr: 'hôte de `[databases]`' },
  'dhis2-version': { en: 'release, such as `2.42` or `2.42.1`', fr: 'version, comme `2.42` ou `2.42.1`' },
  duration: { en: 'time, such as `60s`', fr: 'durée, comme `60s`' },
  'e-mail': { en: 'mail address', fr: 'adresse de courriel' },
  gateway: { en: 'gateway with mask, such as `172.19.2.1/24`', fr: 'passerelle avec masque, comme `172.19.2.1/24`' },
  heap: { en: 'digits and `G` or `M`, such as `4G`', fr: 'chiffres et `G` ou `M`, comme `4G`' },
  'host-name': { en: 'host name', fr: "nom d'hôte" },
  integer: { en: 'whole number', fr: 'nombre entier' },
  interface: { en: 'name of an interface', fr: "nom d'interface" },
  'inventory-host': { en: 'host of this inventory', fr: 'hôte de cet inventaire' },
  list: { en: 'list', fr: 'liste' },
  memory: { en: 'digits and `GB` or `MB`, such as `8GB`', fr: 'chiffres et `GB` ou `MB`, comme `8GB`' },
  path: { en: 'path', fr: 'chemin' },
  'path-segment': { en: 'name in a path, without `/`', fr: 'nom dans un chemin, sans `/`' },
  port: { en: 'port, 1 to 65535', fr: 'port, de 1 à 65535' },
  'postgresql-version': { en: 'major version, such as `16`', fr: 'version majeure, comme `16`' },
  string: { en: 'text', fr: 'texte' },
  'time-zone': { en: 'time zone, such as `Africa/Nairobi`', fr: 'fuseau horaire, comme `Africa/Nairobi`' },
  'true-only': { en: '`True`; anything else is no', fr: '`True` ; tout le reste vaut non' },
  url: { en: 'address with `https://`', fr: 'adresse avec `https://`' },
};

/** Nothing is said of those that work. */
export const variableStatusTexts: { readonly [S in VariableStatus]: Text | undefined } = {
  active: undefined,
  deprecated: { en: 'Older name.', fr: 'Ancien nom.' },
  removed: { en: 'Nothing reads it any more.', fr: 'Plus rien ne la lit.' },
  overruled: { en: 'The playbook sets it itself.', fr: 'Le playbook la fixe lui-même.' },
  ineffective: { en: 'Without effect.', fr: 'Sans effet.' },
  unread: { en: 'Nothing reads it.', fr: 'Rien ne la lit.' },
  unfinished: { en: 'Of a part that does not run.', fr: "D'une partie qui ne fonctionne pas." },
  unmerged: { en: 'Only on a branch that is not released.', fr: "Seulement sur une branche qui n'est pas publiée." },
};
