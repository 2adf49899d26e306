/**
 * Every setting a user can make: one row here is a typed field where the service reads it, an entry of the manifest's `configuration` block and
 * a line of docs/settings.md (all generated). Rule severities are added by the generator from the rule list.
 */
import { knownReleases, newestRelease } from './catalogue/versions.ts';
import type { Severity } from './findings.ts';
import type { Text } from './messages.ts';

export type SettingRow = {
  /** Name below `dhis2Hosting.`. */
  readonly key: string;
  readonly schema: { readonly type: string; readonly [keyword: string]: unknown };
  readonly default: unknown;
  readonly description: Text;
  /** `resource` follows the folder; `machine` is never taken from a workspace, because it names programs or keys. */
  readonly scope: 'resource' | 'window' | 'machine';
};

export const settingRows = [
  {
    key: 'dhis2Version',
    schema: { type: 'string', pattern: '^(|2\\.\\d{2}(\\.\\d+){0,2})$', examples: [...knownReleases] },
    default: '',
    description: {
      en: `DHIS2 version that \`dhis.conf\` files are checked for, such as \`2.41\` or \`2.41.3\`. A line \`# dhis2-version: 2.41\` in the file, or a hosting manifest that names the file, wins over it. Empty means the newest known release (${newestRelease}).`,
      fr: `Version de DHIS2 pour laquelle les fichiers \`dhis.conf\` sont vérifiés, par exemple \`2.41\` ou \`2.41.3\`. Une ligne \`# dhis2-version: 2.41\` dans le fichier, ou un manifeste d'hébergement qui désigne le fichier, l'emporte. Vide : la version la plus récente connue (${newestRelease}).`,
    },
    scope: 'resource',
  },
  {
    key: 'allowedKeys',
    schema: { type: 'array', items: { type: 'string', pattern: '^\\S+$' }, uniqueItems: true },
    default: [],
    description: {
      en: 'Keys in `dhis.conf` that DHIS2 does not know and that are right all the same, because tools of yours read them. `*` stands for any text: `ministry.*`. Those in `.dhis2-lint.yaml` are added.',
      fr: "Clés de `dhis.conf` que DHIS2 ne connaît pas et qui sont justes malgré tout, car vos propres outils les lisent. `*` remplace n'importe quel texte : `ministry.*`. Celles de `.dhis2-lint.yaml` s'y ajoutent.",
    },
    scope: 'resource',
  },
  {
    // Off unless chosen: whoever opens the file comes to read or change it, and dots in place of text look like damage.
    key: 'hideSecrets',
    schema: { type: 'boolean' },
    default: false,
    description: {
      en: 'Shows dots in place of the secrets of a `dhis.conf`, for meetings and shared screens. The text is untouched: copying, searching and saving go on as ever, and the line of the cursor shows its value.',
      fr: "Affiche des points à la place des secrets d'un `dhis.conf`, pour les réunions et les écrans partagés. Le texte n'est pas modifié : copier, chercher et enregistrer marchent comme toujours, et la ligne du curseur montre sa valeur.",
    },
    scope: 'window',
  },
] as const satisfies readonly SettingRow[];

export type Settings = {
  readonly dhis2Version: string;
  /** Rule id to severity; a rule that is not named keeps its own. */
  readonly rules: { readonly [rule: string]: Severity | 'off' };
  /** Keys that are right though DHIS2 does not know them; `*` stands for any text. */
  readonly allowedKeys: readonly string[];
  /** Who named the version: a setting of the editor or command line, or a `.dhis2-lint.yaml`. */
  readonly versionFrom: 'setting' | 'repository';
};

export const defaultSettings: Settings = { dhis2Version: '', rules: {}, allowedKeys: [], versionFrom: 'setting' };

/** Takes what an editor or a file holds and keeps what is understood; never throws. */
export function readSettings(raw: unknown): Settings {
  const given = typeof raw === 'object' && raw !== null ? (raw as Record<string, unknown>) : {};
  const rules = typeof given['rules'] === 'object' && given['rules'] !== null ? (given['rules'] as Record<string, unknown>) : {};
  return {
    dhis2Version: typeof given['dhis2Version'] === 'string' ? given['dhis2Version'] : defaultSettings.dhis2Version,
    versionFrom: 'setting',
    allowedKeys: Array.isArray(given['allowedKeys']) ? given['allowedKeys'].filter((key) => typeof key === 'string') : [],
    rules: Object.fromEntries(Object.entries(rules).filter((entry): entry is [string, Severity | 'off'] => isRuleLevel(entry[1]))),
  };
}

function isRuleLevel(value: unknown): value is Severity | 'off' {
  return value === 'error' || value === 'warning' || value === 'info' || value === 'hint' || value === 'off';
}
