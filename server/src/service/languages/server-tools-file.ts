/** The inventory of dhis2-server-tools: `inventory/hosts`, and the files of `group_vars` and `host_vars` beside it. */
import { inventoryCompletion } from '../features/inventory-completion.ts';
import { inventoryFolding } from '../features/inventory-folding.ts';
import { inventoryHover } from '../features/inventory-hover.ts';
import { navigateInventory } from '../features/inventory-navigation.ts';
import { inventorySymbols } from '../features/inventory-symbols.ts';
import { yamlSymbols } from '../features/yaml-symbols.ts';
import type { Span } from '../findings.ts';
import { inventoryRules } from '../generated/inventory-rules.ts';
import { type Assignment, assignmentsIn, type IniFile } from '../inventory/ini-ast.ts';
import { parseIni } from '../inventory/ini-parser.ts';
import type { HostsDocument, Inventory, VarsDocument } from '../inventory/inventory.ts';
import { inventoryComments } from '../inventory/inventory-comments.ts';
import { buildInventory } from '../inventory/model.ts';
import { holdsSecret } from '../inventory/variables.ts';
import { parseVars, type VarsFile } from '../inventory/vars-file.ts';
import { inventoryPath } from '../inventory/vars-path.ts';
import { message, type Text } from '../messages.ts';
import type { InventoryContext } from '../rules/context.ts';
import { oncePerRange } from '../rules/once-per-range.ts';
import { type OnRuleError, runRules } from '../rules/run-rules.ts';
import { lineStart } from '../text/lines.ts';
import { maySuppress } from '../text/suppressions.ts';
import type { AtOffset, LanguageFile, Surroundings } from './language-file.ts';
import { yamlParts } from './yaml-file.ts';

export type HostsFile = LanguageFile & { readonly kind: 'server-tools-inventory'; readonly ini: IniFile };
export type VariablesFile = LanguageFile & { readonly kind: 'server-tools-vars'; readonly vars: VarsFile };
export type ServerToolsFile = HostsFile | VariablesFile;

export function readServerToolsInventory(text: string): HostsFile {
  const ini = parseIni(text);
  const file: HostsFile = {
    kind: 'server-tools-inventory',
    ini,
    text,
    findings: (around, onError) => findings(file, around, onError),
    comments: () => (maySuppress(text) ? inventoryComments(ini) : []),
    commentPlace: (offset) => lineStart(text, offset),
    isReadable: () => ini.problems.length === 0,
    placeName: (offset) => placeName(ini, offset),
    secretSpans: () => secretSpans(assignmentsIn(ini)),
    ...asking(() => file),
    documentSymbols: ({ document }) => inventorySymbols(document, ini),
    foldingRanges: ({ document }) => inventoryFolding(document, ini),
  };
  return file;
}

export function readServerToolsVars(text: string): VariablesFile {
  const vars = parseVars(text);
  const file: VariablesFile = {
    ...yamlParts(text, vars.parts),
    kind: 'server-tools-vars',
    vars,
    findings: (around, onError) => findings(file, around, onError),
    isReadable: () => vars.isKnown,
    secretSpans: () => secretSpans(vars.variables),
    ...asking(() => file),
    documentSymbols: ({ document }) => yamlSymbols(document, vars),
  };
  return file;
}

/** What both kinds of file answer alike. */
function asking(file: () => ServerToolsFile): Partial<LanguageFile> {
  const contextOf = ({ around }: AtOffset) => inventoryContext(file(), around);
  return {
    completion: (at) =>
      inventoryCompletion({ document: at.document, context: contextOf(at), offset: at.offset, locale: at.around.host.locale }),
    hover: (at) => inventoryHover(at.document, contextOf(at), at.offset, at.around.host.locale),
    definition: (at) => navigateInventory(at, contextOf(at))?.definition() ?? [],
    references: (at, withDeclaration) => navigateInventory(at, contextOf(at))?.references(withDeclaration) ?? [],
    documentHighlights: (at) => navigateInventory(at, contextOf(at))?.highlights() ?? [],
    prepareRename: (at) => navigateInventory(at, contextOf(at))?.prepareRename(),
    rename: (at, newName) => navigateInventory(at, contextOf(at))?.rename(newName) ?? { refusal: message(nothingToRename) },
  };
}

const nothingToRename: Text = {
  en: 'Only the names of hosts and groups can be renamed.',
  fr: 'Seuls les noms des hôtes et des groupes peuvent être renommés.',
};

function secretSpans(variables: readonly Assignment[]): readonly Span[] {
  return variables.filter(({ name, value }) => holdsSecret(name) && value.kind !== 'none').map(({ valueSpan }) => valueSpan);
}

function findings(file: ServerToolsFile, around: Surroundings, onError: OnRuleError) {
  const context = inventoryContext(file, around);
  const all = runRules(inventoryRules, around.settings, (rule, report) => rule.check(context, report), onError);
  return file.kind === 'server-tools-inventory' ? oncePerRange(all, file.ini) : all;
}

/** What rules and features see of one of the files: also those beside it. */
function inventoryContext(file: ServerToolsFile, { uri, beside, host }: Surroundings): InventoryContext {
  const others = beside()?.filter((other): other is typeof other & { file: ServerToolsFile } => isServerTools(other.file));
  const path = inventoryPath(uri);
  const own =
    file.kind === 'server-tools-vars' && path !== undefined && 'owner' in path ? { owner: path.owner, vars: file.vars } : undefined;
  const inventory = installation(file, uri, path?.folder ?? '', others);
  return {
    text: file.text,
    uri,
    ini: file.kind === 'server-tools-inventory' ? file.ini : undefined,
    vars: own,
    inventory,
    today: host.today(),
  };
}

type Other = { readonly uri: string; readonly file: ServerToolsFile };

function installation(file: ServerToolsFile, uri: string, folder: string, others: readonly Other[] | undefined): Inventory {
  const all = [{ uri, file }, ...(others ?? [])];
  const hosts: HostsDocument[] = [];
  const vars: VarsDocument[] = [];
  for (const one of all) {
    const path = inventoryPath(one.uri);
    if (path?.folder !== folder) continue;
    if (one.file.kind === 'server-tools-inventory' && 'file' in path) hosts.push({ uri: one.uri, ini: one.file.ini });
    if (one.file.kind === 'server-tools-vars' && 'owner' in path) vars.push({ uri: one.uri, owner: path.owner, vars: one.file.vars });
  }
  // A copy of the inventory is judged by itself; files of variables belong to the one that the tool reads.
  const own = file.kind === 'server-tools-inventory' ? hosts[0] : (hosts.find((one) => one.uri.endsWith('/hosts')) ?? hosts[0]);
  // Variables beside the playbook count too, in an order of their own: with them, what a host ends up with is not known.
  const above = folder.replace(/[^/]*\/$/, '');
  const isKnown = others !== undefined && !others.some((other) => isVarsIn(above, other.uri));
  return buildInventory(own, isKnown ? vars : undefined);
}

function isVarsIn(folder: string, uri: string): boolean {
  const path = inventoryPath(uri);
  return path !== undefined && 'owner' in path && !path.owner.template && path.folder === folder;
}

function isServerTools(file: LanguageFile): file is ServerToolsFile {
  return 'ini' in file || 'vars' in file;
}

/** `web/proxy/ansible_host`, `all:vars/fqdn`: a line goes by its names. */
function placeName({ text, sections }: IniFile, offset: number): string {
  const section = sections.findLast(({ header }) => header !== undefined && header.span.start <= offset);
  const title = section?.header === undefined ? '' : text.slice(section.header.span.start + 1, section.header.span.end - 1);
  const line = (section ?? sections[0])?.lines.find(({ span }) => span.start <= offset && offset <= span.end);
  const names = [title];
  if (line?.kind === 'variable') names.push(line.variable.name);
  if (line?.kind === 'child') names.push(line.group);
  if (line?.kind === 'host') {
    const variable = line.variables.find(({ span }) => span.start <= offset && offset <= span.end);
    names.push(line.pattern, ...(variable === undefined ? [] : [variable.name]));
  }
  return names.join('/');
}
