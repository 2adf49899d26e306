/** What the map says of each item, besides its name. */
import type { ManifestItem } from '../manifest/items.ts';
import { guestKinds, purposes, siteKinds, worded } from '../manifest/value-words.ts';
import type { Message, Text } from '../messages.ts';
import { dotted } from '../text/phrases.ts';
import type { MapEdgeKind, MapKind } from './installation-map.ts';

/** Two lines at most: the picture is for the eye, and the manifest has the rest. */
const mostLines = 2;

export function linesOf({ list, fields: written }: Pick<ManifestItem, 'list'> & { readonly fields: object }): readonly Message[] {
  const fields: { readonly [field: string]: unknown } = { ...written };
  const text = (field: string) => {
    const value = fields[field];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
  };
  const lines = ((): readonly (Message | undefined)[] => {
    switch (list) {
      case 'sites':
        return [dotted([worded(siteKinds, text('kind')), text('provider'), text('country')])];
      case 'hosts':
        return [dotted([text('address')]), dotted([worded(guestKinds, text('guestKind')), text('memory'), text('os')])];
      case 'proxies':
        return [dotted([text('kind'), firstOf(fields['serverNames'])])];
      case 'instances':
        return [
          dotted([text('dhis2Version') && `DHIS2 ${text('dhis2Version')}`, worded(purposes, text('purpose'))]),
          dotted([text('heap')]),
        ];
      case 'databases':
        return [dotted([text('postgresqlVersion') && `PostgreSQL ${text('postgresqlVersion')}`])];
      case 'backupTargets':
        return [dotted([text('kind'), text('bucket') ?? text('address')])];
      default:
        return [dotted([text('memory')])];
    }
  })();
  return lines.filter((line) => line !== undefined).slice(0, mostLines);
}

function firstOf(names: unknown): string | undefined {
  const [first, ...others] = Array.isArray(names) ? names.filter((name) => typeof name === 'string') : [];
  return first === undefined || others.length === 0 ? first : `${first} +${others.length}`;
}

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
