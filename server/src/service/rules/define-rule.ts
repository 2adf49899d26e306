/**
 * The shape of a rule. One file in this folder is one rule: its name is the rule's id, the name of its page in
 * docs/rules/ and the name of its severity setting. `npm run generate` collects the files into
 * ../generated/rule-list.ts; test/rules/samples.test.ts runs every sample.
 */
import type { Fix, RelatedPlace, Severity, Span } from '../findings.ts';
import type { ItemList } from '../manifest/item-lists.ts';
import type { MessageArgs, Text } from '../messages.ts';
import type { ProjectItem } from '../project/project.ts';
import type {
  ConfContext,
  ContainersContext,
  InventoryContext,
  ItemContext,
  LintSettingsContext,
  ManifestContext,
  SuppressionContext,
} from './context.ts';

/**
 * `syntax`: the file is not read as written. `compatibility`: key and release do not fit. `planning`: the hosting guide
 * asks for something that the plan lacks, or that is due.
 */
export type RuleCategory = 'syntax' | 'correctness' | 'compatibility' | 'security' | 'reference' | 'planning';

export type RuleSample = {
  /**
   * A whole document. A comment line of carets marks the finding expected on the line above it: the carets stand
   * below the span, the id of the message follows. Carets directly after the `#` also cover the column of the `#`,
   * so that a span at the start of a line can be marked:
   *
   *     max.sesions.per_user = 3
   *     #^^^^^^^^^^^^^^^^^^^ similar
   *
   * A document without carets must have no finding of this rule. In JSON, which has no comments, the lines of carets are
   * taken out before the text is checked.
   */
  readonly text: string;
  /** The text after the preferred fix of every finding; it must itself be clean. */
  readonly fixed?: string;
  /** DHIS2 version the sample is judged for; the newest supported one when absent. */
  readonly dhis2Version?: string;
  /** The file is under version control. */
  readonly tracked?: boolean;
  /** Of an inventory: where the text stands; `inventory/hosts` when absent. */
  readonly file?: string;
  /** Files seen together with the sample, by their path from the sample's folder: manifests and `dhis.conf` files they name, parts of an inventory. */
  readonly beside?: { readonly [path: string]: string };
  /** Day on which the sample is judged, such as `2026-11-23`. */
  readonly today?: string;
};

type RuleBase<MessageId extends string> = {
  /** Kebab-case name of the problem, equal to the file name. */
  readonly id: string;
  readonly category: RuleCategory;
  readonly severity: Severity;
  /** Product version that brought the rule. */
  readonly since: string;
  /** One line: heading of the page, entry of the settings. */
  readonly title: Text;
  /** What is wrong, in the prose of the page. */
  readonly what: Text;
  /** Where the fact comes from: code path, document and section. */
  readonly source: string;
  /** Controls of the DHIS2 Server Certification Programme (`DP-02`) or CIS that the finding bears on. */
  readonly controls?: readonly string[];
  readonly messages: { readonly [id in MessageId]: Text };
};

/**
 * What only those need who read about the rule: its page, `explain`, reports, tests. It stands beside the rule as an
 * export of its own, so that the server, which links to the page, does not load it.
 */
export type RulePage = {
  /** Why it matters. */
  readonly why: Text;
  readonly todo: Text;
  readonly good: readonly RuleSample[];
  readonly bad: readonly RuleSample[];
};

/** What a rule hands to `report`. The severity is the rule's (or the user's) unless the place asks for less. */
export type Report<MessageId extends string> = {
  readonly message: MessageId;
  readonly args?: MessageArgs;
  readonly span: Span;
  readonly severity?: Severity;
  readonly related?: readonly RelatedPlace[];
  readonly fixes?: readonly Fix[];
  readonly tag?: 'deprecated' | 'unnecessary';
};

export type Reporter<MessageId extends string> = (report: Report<MessageId>) => void;

export type ConfRule<MessageId extends string = string> = RuleBase<MessageId> & {
  readonly language: 'dhis-conf';
  check(context: ConfContext, report: Reporter<MessageId>): void;
};

export type ManifestRule<MessageId extends string = string> = RuleBase<MessageId> & {
  readonly language: 'hosting-manifest';
  /** What is seen only in the whole manifest. */
  check?(context: ManifestContext, report: Reporter<MessageId>): void;
  /**
   * What is seen in one sound item, and in what it asks of the project: by `find`, `resolve`, and other questions that
   * name one thing. An item without a finding is not judged again until an answer changes, see project/asked.ts; so nothing
   * else may be looked at. Templates are left in peace.
   */
  readonly each?: EachItem<MessageId>;
};

type EachItem<MessageId extends string> = {
  readonly [L in ItemList]?: (item: ProjectItem<L>, context: ItemContext, report: Reporter<MessageId>) => void;
};

/** About the inventory of dhis2-server-tools: `inventory/hosts`, `host_vars` and `group_vars`. */
export type InventoryRule<MessageId extends string = string> = RuleBase<MessageId> & {
  readonly language: 'server-tools-inventory';
  check(context: InventoryContext, report: Reporter<MessageId>): void;
};

/** About `containers.json` of dhis2-tools-ng. JSON has no comments: lines of carets stand in its samples, not in the text that is checked. */
export type ContainersRule<MessageId extends string = string> = RuleBase<MessageId> & {
  readonly language: 'tools-ng-containers';
  check(context: ContainersContext, report: Reporter<MessageId>): void;
};

/** About `.dhis2-lint.yaml`, the settings of the other rules. */
export type LintSettingsRule<MessageId extends string = string> = RuleBase<MessageId> & {
  readonly language: 'lint-settings';
  check(context: LintSettingsContext, report: Reporter<MessageId>): void;
};

/** About the comments that silence other rules, whatever the file. Its samples are texts of a `dhis.conf`. */
export type SuppressionRule<MessageId extends string = string> = RuleBase<MessageId> & {
  readonly language: 'every';
  check(context: SuppressionContext, report: Reporter<MessageId>): void;
};

export type Rule = ConfRule | ManifestRule | InventoryRule | ContainersRule | LintSettingsRule | SuppressionRule;

export function defineConfRule<MessageId extends string>(rule: Omit<ConfRule<MessageId>, 'language'>): ConfRule {
  return { language: 'dhis-conf', ...rule } as unknown as ConfRule;
}

export function defineManifestRule<MessageId extends string>(rule: Omit<ManifestRule<MessageId>, 'language'>): ManifestRule {
  return { language: 'hosting-manifest', ...rule } as unknown as ManifestRule;
}

export function defineInventoryRule<MessageId extends string>(rule: Omit<InventoryRule<MessageId>, 'language'>): InventoryRule {
  return { language: 'server-tools-inventory', ...rule } as unknown as InventoryRule;
}

export function defineContainersRule<MessageId extends string>(rule: Omit<ContainersRule<MessageId>, 'language'>): ContainersRule {
  return { language: 'tools-ng-containers', ...rule } as unknown as ContainersRule;
}

export function defineLintSettingsRule<MessageId extends string>(rule: Omit<LintSettingsRule<MessageId>, 'language'>): LintSettingsRule {
  return { language: 'lint-settings', ...rule } as unknown as LintSettingsRule;
}

export function defineSuppressionRule<MessageId extends string>(rule: Omit<SuppressionRule<MessageId>, 'language'>): SuppressionRule {
  return { language: 'every', ...rule } as unknown as SuppressionRule;
}

/** A rule with all that is said of it. */
export type DocumentedRule = Rule & RulePage;
