/** An INI inventory with the place of every part. */
import type { Span } from '../findings.ts';
import type { PatternProblem } from './host-patterns.ts';
import type { InventoryValue } from './inventory-value.ts';

/** A variable with its value, in whichever file it stands. */
export type Assignment = {
  readonly name: string;
  readonly nameSpan: Span;
  readonly value: InventoryValue;
  /** As written, quotes included; empty behind the `=` when there is no value. */
  readonly valueSpan: Span;
  readonly span: Span;
};

/** `web[01:03]:2222 ansible_host=...` */
export type HostLine = {
  readonly kind: 'host';
  readonly span: Span;
  /** As Ansible takes it, without quotes. */
  readonly pattern: string;
  readonly patternSpan: Span;
  readonly names: readonly string[];
  readonly port: number | undefined;
  readonly variables: readonly Assignment[];
};

/** A line below `[group:vars]`. */
export type VariableLine = { readonly kind: 'variable'; readonly span: Span; readonly variable: Assignment };

/** A line below `[group:children]`. */
export type ChildLine = { readonly kind: 'child'; readonly span: Span; readonly group: string; readonly groupSpan: Span };

/** A line that cannot be told apart, or that belongs to a section nobody knows. */
export type OtherLine = { readonly kind: 'other'; readonly span: Span };

export type IniLine = HostLine | VariableLine | ChildLine | OtherLine;

export type SectionKind = 'hosts' | 'vars' | 'children';

export type SectionHeader = {
  /** With the brackets, without what follows them. */
  readonly span: Span;
  readonly group: string;
  readonly groupSpan: Span;
  /** What follows the colon, whether Ansible knows it or not. */
  readonly suffix: string | undefined;
  readonly suffixSpan: Span;
};

export type IniSection = {
  /** Undefined for the lines above the first header. */
  readonly header: SectionHeader | undefined;
  readonly group: string;
  /** Undefined for a suffix that Ansible does not know. */
  readonly kind: SectionKind | undefined;
  readonly lines: readonly IniLine[];
  /** From the header to the last line that belongs to it. */
  readonly span: Span;
};

/** Each makes Ansible refuse the whole file. */
export type IniProblemKind =
  | 'badHeader'
  | 'unknownSuffix'
  | 'unclosedQuote'
  | 'unclosedBackslash'
  | 'wordWithoutEquals'
  | 'lineWithoutEquals'
  | 'badGroupName'
  | 'undefinedGroup'
  | 'undefinedChild'
  | 'childLoop'
  | `pattern-${PatternProblem}`;

export type IniProblem = { readonly kind: IniProblemKind; readonly span: Span; readonly name: string };

export type IniComment = { readonly span: Span };

export type IniFile = {
  readonly text: string;
  readonly sections: readonly IniSection[];
  readonly comments: readonly IniComment[];
  /** In the order of the text. */
  readonly problems: readonly IniProblem[];
};

export const ungrouped = 'ungrouped';

/** In the order of the text. */
export function assignmentsIn({ sections }: IniFile): readonly Assignment[] {
  return sections.flatMap(({ lines }) =>
    lines.flatMap((line) => (line.kind === 'host' ? line.variables : line.kind === 'variable' ? [line.variable] : [])),
  );
}
