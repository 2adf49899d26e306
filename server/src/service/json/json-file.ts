/** What a JSON text is for all that look into it. Made by json-parser.ts. */
import type { Span, SpanEdit } from '../findings.ts';
import type { YamlTree } from '../yaml/document.ts';

export type JsonProblemKind =
  | 'badEscape'
  | 'comment'
  | 'conflictMark'
  | 'controlCharacter'
  | 'duplicateField'
  | 'missingColon'
  | 'missingComma'
  | 'missingValue'
  | 'strayBracket'
  | 'strayComma'
  | 'textBehind'
  | 'tooDeep'
  | 'unclosedBracket'
  | 'unclosedQuote'
  | 'unexpected'
  | 'unquoted'
  | 'wrongQuote'
  | 'wrongSeparator';

export type JsonProblem = {
  readonly kind: JsonProblemKind;
  /** Within one line. */
  readonly span: Span;
  readonly args?: { readonly [name: string]: string };
  readonly related?: Span;
  /** What makes it right. */
  readonly mend?: { readonly edits: readonly SpanEdit[]; readonly isCertain: boolean };
};

export type JsonFile = {
  readonly text: string;
  /** Nodes of the `yaml` package, so that what looks into YAML files of ours looks into these too. */
  readonly tree: YamlTree;
  /** Of broken text, what could be recovered. */
  readonly data: unknown;
  readonly problems: readonly JsonProblem[];
  /** False when the data may differ from what was meant, so that nothing can be said of them. */
  readonly readable: boolean;
  /** Brackets that belong together, the outer before the inner. */
  readonly brackets: readonly Span[];
};
