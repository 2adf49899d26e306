/** What the map says of each item, besides its name. */
import type { ManifestItem } from '../manifest/items.ts';
import { type Message, message, type Text } from '../messages.ts';
import type { MapEdgeKind, MapKind } from './installation-map.ts';

/** Two lines at most: the picture is for the eye, and the manifest has the rest. */
const mostLines = 2;

export function linesOf({ list, fields }: ManifestItem): readonly Message[] {
  const text = (field: string) => {
    const value = fields[field];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
  };
  const lines = ((): readonly (Message | undefined)[] => {
    switch (list) {
      case 'sites':
        return [joined([worded(siteKinds, text('kind')), text('provider'), text('country')])];
      case 'hosts':
        return [joined([text('address')]), joined([worded(guestKinds, text('guestKind')), text('memory'), text('os')])];
      case 'proxies':
        return [joined([text('kind'), firstOf(fields['serverNames'])])];
      case 'instances':
        return [
          joined([text('dhis2Version') && `DHIS2 ${text('dhis2Version')}`, worded(purposes, text('purpose'))]),
          joined([text('heap')]),
        ];
      case 'databases':
        return [joined([text('postgresqlVersion') && `PostgreSQL ${text('postgresqlVersion')}`])];
      case 'backupTargets':
        return [joined([text('kind'), text('bucket') ?? text('address')])];
      default:
        return [joined([text('memory')])];
    }
  })();
  return lines.filter((line) => line !== undefined).slice(0, mostLines);
}

function joined(parts: readonly (string | Message | undefined)[]): Message | undefined {
  const [first, ...rest] = parts.filter((part) => part !== undefined && part !== '');
  if (first === undefined) return undefined;
  return rest.reduce<Message>(
    (before, part) => message({ en: '{before} · {part}', fr: '{before} · {part}' }, { before, part: asMessage(part) }),
    asMessage(first),
  );
}

const asMessage = (part: string | Message | undefined): Message =>
  typeof part === 'object' ? part : message({ en: '{text}', fr: '{text}' }, { text: part ?? '' });

const worded = (words: { readonly [value: string]: Text }, value: string | undefined): Message | string | undefined =>
  value !== undefined && Object.hasOwn(words, value) ? message(words[value] ?? { en: '{value}', fr: '{value}' }, { value }) : value;

function firstOf(names: unknown): string | undefined {
  const [first, ...others] = Array.isArray(names) ? names.filter((name) => typeof name === 'string') : [];
  return first === undefined || others.length === 0 ? first : `${first} +${others.length}`;
}

const siteKinds: { readonly [kind: string]: Text } = {
  basement: { en: 'basement', fr: 'sous-sol' },
  'government-data-centre': { en: 'government data centre', fr: "centre de données de l'État" },
  colocation: { en: 'colocation', fr: 'colocation de serveurs' },
  iaas: { en: 'cloud (IaaS)', fr: 'nuage (IaaS)' },
  saas: { en: 'managed (SaaS)', fr: 'service géré (SaaS)' },
};

const guestKinds: { readonly [kind: string]: Text } = {
  lxd: { en: 'LXD container', fr: 'conteneur LXD' },
  docker: { en: 'Docker container', fr: 'conteneur Docker' },
};

const purposes: { readonly [purpose: string]: Text } = {
  production: { en: 'in production', fr: 'en production' },
  staging: { en: 'staging', fr: 'préproduction' },
  test: { en: 'for tests', fr: 'pour les tests' },
  training: { en: 'training', fr: 'formation' },
  trial: { en: 'on trial', fr: "à l'essai" },
};

export const kindNames: { readonly [K in MapKind]: Text } = {
  site: { en: 'Site', fr: 'Site' },
  host: { en: 'Host', fr: 'Hôte' },
  proxy: { en: 'Proxy', fr: 'Mandataire' },
  instance: { en: 'Instance', fr: 'Instance' },
  database: { en: 'Database server', fr: 'Serveur de base de données' },
  service: { en: 'Other system', fr: 'Autre système' },
  target: { en: 'Backup target', fr: 'Destination de sauvegarde' },
  elsewhere: { en: 'Place not stated', fr: 'Lieu non précisé' },
};

/** In the legend. */
export const edgeNames: { readonly [K in MapEdgeKind]: Text } = {
  serves: { en: 'serves', fr: 'donne accès à' },
  stores: { en: 'keeps its data in', fr: 'garde ses données dans' },
  'backs-up': { en: 'is backed up to', fr: 'est sauvegardée vers' },
  jumps: { en: 'is the way to', fr: 'mène à' },
};

/** What a box says of an edge that begins or ends there, for those who do not see the lines. */
export const relationTexts: { readonly [K in MapEdgeKind]: { readonly from: Text; readonly to: Text } } = {
  serves: {
    from: { en: 'serves {names}', fr: 'donne accès à {names}' },
    to: { en: 'reached through {names}', fr: 'accessible par {names}' },
  },
  stores: {
    from: { en: 'keeps its data in {names}', fr: 'garde ses données dans {names}' },
    to: { en: 'holds the data of {names}', fr: 'contient les données de {names}' },
  },
  'backs-up': {
    from: { en: 'backed up to {names}', fr: 'sauvegardée vers {names}' },
    to: { en: 'holds backups of {names}', fr: 'contient des sauvegardes de {names}' },
  },
  jumps: {
    from: { en: 'way to {names}', fr: 'mène à {names}' },
    to: { en: 'reached over SSH through {names}', fr: 'joignable en SSH par {names}' },
  },
};

export const mapTexts = {
  title: { en: 'Map of the installation', fr: "Plan de l'installation" },
  titleOf: { en: 'Map of the installation: {name}', fr: "Plan de l'installation : {name}" },
  empty: {
    en: 'The manifests name no site, host or target yet.',
    fr: 'Les manifestes ne nomment encore ni site, ni hôte, ni destination.',
  },
  noFindings: { en: 'no errors or warnings', fr: 'ni erreur ni avertissement' },
  errors: { en: 'errors: {errors}', fr: 'erreurs : {errors}' },
  warnings: { en: 'warnings: {warnings}', fr: 'avertissements : {warnings}' },
} as const satisfies Record<string, Text>;
