/** Validates SARIF against the schema of the standard. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';

const file = createRequire(import.meta.url).resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');

/** The three that the schema uses. */
const formats = {
  'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/,
  uri: { validate: (text: string) => URL.canParse(text) && isUriText(text) },
  'uri-reference': { validate: (text: string) => URL.canParse(text, 'file:///') && isUriText(text) },
};

/** RFC 3986: no other character, and `%` only before two hexadecimal digits. */
const isUriText = (text: string) => /^(?:[\w\-.~:/?#[\]@!$&'()*+,;=]|%[\dA-Fa-f]{2})*$/.test(text);

export type SarifRegion = {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly charOffset: number;
  readonly charLength: number;
};

type Location = {
  readonly physicalLocation: {
    readonly artifactLocation: { readonly uri: string; readonly uriBaseId?: string };
    readonly region: SarifRegion;
  };
};

export type SarifResult = {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly [Location];
  readonly partialFingerprints: { readonly [name: string]: string };
  readonly relatedLocations?: readonly Location[];
  readonly fixes?: readonly {
    readonly artifactChanges: readonly {
      readonly replacements: readonly { readonly deletedRegion: SarifRegion; readonly insertedContent?: { readonly text: string } }[];
    }[];
  }[];
};

export type SarifRule = {
  readonly id: string;
  readonly help: { readonly text: string; readonly markdown: string };
  readonly defaultConfiguration: { readonly level: string };
  readonly properties: { readonly tags: readonly string[]; readonly 'security-severity'?: string };
};

export type SarifRun = {
  readonly tool: { readonly driver: { readonly rules: readonly SarifRule[]; readonly language: string } };
  readonly invocations: readonly [{ readonly executionSuccessful: boolean; readonly toolExecutionNotifications: readonly unknown[] }];
  readonly artifacts: readonly { readonly location: { readonly uri: string }; readonly encoding: string }[];
  readonly results: readonly SarifResult[];
};

let compiled: ValidateFunction | undefined;

/** Empty for a valid log. */
export async function sarifProblems(log: unknown): Promise<readonly ErrorObject[]> {
  compiled ??= await compile();
  return compiled(log) ? [] : (compiled.errors ?? []);
}

/** The schema is of draft 4, from which it uses nothing that later drafts understand otherwise but the name of the identifier. */
async function compile(): Promise<ValidateFunction> {
  const { id, $schema, ...schema } = JSON.parse(await readFile(file, 'utf8')) as { readonly id: string; readonly $schema: string };
  return new Ajv({ strict: false, allErrors: true, unicodeRegExp: false, formats }).compile({ $id: id, ...schema });
}

/** The one run of a log. */
export function sarifRun(text: string): SarifRun {
  const { runs } = JSON.parse(text) as { readonly runs: readonly [SarifRun] };
  return runs[0];
}
