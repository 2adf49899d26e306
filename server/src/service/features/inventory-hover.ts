/** Hover in an inventory: what a variable means and which value wins, what is known of a host, who is in a group. */
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Hover } from 'vscode-languageserver-types';
import type { Span } from '../findings.ts';
import type { Assignment } from '../inventory/ini-ast.ts';
import type { Inventory, InventoryHost, Setting } from '../inventory/inventory.ts';
import { printed } from '../inventory/inventory-value.ts';
import { partAt } from '../inventory/part-at.ts';
import { variableDocumentation } from '../inventory/variable-documentation.ts';
import { holdsSecret, variableNamed } from '../inventory/variables.ts';
import { type Locale, message, render, type Text } from '../messages.ts';
import type { InventoryContext } from '../rules/context.ts';
import { code } from '../text/markdown.ts';

const words = {
  inForce: { en: 'In force for {hosts}', fr: 'En vigueur pour {hosts}' },
  nowhere: { en: 'In force for no host', fr: 'En vigueur pour aucun hôte' },
  instead: { en: 'For {host} {value} counts, from {place}', fr: 'Pour {host}, {value} compte, de {place}' },
  wins: { en: 'Wins over {value} from {place}', fr: "L'emporte sur {value} de {place}" },
  more: { en: 'and {count} more', fr: 'et {count} de plus' },
  line: { en: 'its line', fr: 'sa ligne' },
  secret: { en: 'a secret', fr: 'un secret' },
  noText: { en: 'a value of several parts', fr: 'une valeur en plusieurs parties' },
  groups: { en: 'Groups', fr: 'Groupes' },
  hosts: { en: 'Hosts', fr: 'Hôtes' },
  none: { en: 'none', fr: 'aucun' },
} as const satisfies Record<string, Text>;

type Say = (text: Text, args?: { readonly [name: string]: string | number }) => string;

/** More would not fit on the screen. */
const mostLines = 6;

export function inventoryHover(document: TextDocument, context: InventoryContext, offset: number, locale: Locale): Hover | undefined {
  const say: Say = (text, args = {}) => render(message(text, args), locale);
  const part = partAt(context, offset);
  if (part === undefined) return undefined;
  const value = textOf(part, context.inventory, { say, locale });
  return value === undefined ? undefined : { contents: { kind: 'markdown', value }, range: rangeOf(document, part.span) };
}

function textOf(
  part: NonNullable<ReturnType<typeof partAt>>,
  inventory: Inventory,
  { say, locale }: { readonly say: Say; readonly locale: Locale },
): string | undefined {
  switch (part.kind) {
    case 'variable': {
      const { name } = part.assignment;
      const row = variableNamed(name);
      const force = inForce(part.assignment, part.hosts, inventory, say);
      if (row === undefined && force.length === 0) return undefined;
      return [`### \`${name}\``, force.join('\n'), ...(row === undefined ? [] : [variableDocumentation(row, locale)])]
        .filter((text) => text !== '')
        .join('\n\n');
    }
    case 'host': {
      const host = inventory.hosts.get(part.name);
      return host && hostText(host, say);
    }
    case 'group': {
      const hosts = inventory.groups.get(part.name)?.hosts ?? [];
      return `### \`[${part.name}]\`\n\n- **${say(words.hosts)}**: ${hosts.length === 0 ? say(words.none) : listed(hosts, say)}`;
    }
  }
}

function inForce(assignment: Assignment, names: readonly string[], inventory: Inventory, say: Say): readonly string[] {
  const own: string[] = [];
  const others: string[] = [];
  let beaten: readonly Setting[] = [];
  for (const name of names) {
    const winner = inventory.hosts.get(name)?.variables.get(assignment.name);
    if (winner === undefined) continue;
    if (winner.assignment === assignment) {
      own.push(name);
      beaten = winner.overridden;
    } else others.push(say(words.instead, { host: code(name), value: shown(winner, say), place: placeOf(winner, say) }));
  }
  if (own.length + others.length === 0) return [];
  const [first] = beaten;
  const lines = [
    own.length === 0 ? say(words.nowhere) : say(words.inForce, { hosts: listed(own, say) }),
    ...others.slice(0, mostLines),
    ...(others.length > mostLines ? [say(words.more, { count: others.length - mostLines })] : []),
    ...(own.length === 1 && first !== undefined ? [say(words.wins, { value: shown(first, say), place: placeOf(first, say) })] : []),
  ];
  return lines.map((line) => `- ${line}`);
}

function hostText({ name, groups, variables }: InventoryHost, say: Say): string {
  const rows = [...variables.values()].map(
    (setting) => `- ${code(setting.assignment.name)} = ${shown(setting, say)}, ${placeOf(setting, say)}`,
  );
  const most = 40;
  return [
    `### \`${name}\``,
    `- **${say(words.groups)}**: ${listed(groups, say)}`,
    [...rows.slice(0, most), ...(rows.length > most ? [`- ${say(words.more, { count: rows.length - most })}`] : [])].join('\n'),
  ].join('\n\n');
}

function listed(names: readonly string[], say: Say): string {
  const shownNames = names.slice(0, mostLines).map(code).join(', ');
  return names.length > mostLines ? `${shownNames} ${say(words.more, { count: names.length - mostLines })}` : shownNames;
}

function shown({ assignment: { name, value } }: Setting, say: Say): string {
  if (holdsSecret(name)) return say(words.secret);
  const text = printed(value);
  return text === undefined ? say(words.noText) : code(text) || '""';
}

function placeOf({ origin, owner }: Setting, say: Say): string {
  switch (origin) {
    case 'all-vars':
      return '`[all:vars]`';
    case 'group-vars':
      return code(`[${owner}:vars]`);
    case 'all-file':
      return '`group_vars/all`';
    case 'group-file':
      return code(`group_vars/${owner}`);
    case 'host-line':
      return say(words.line);
    case 'host-file':
      return code(`host_vars/${owner}`);
  }
}

function rangeOf(document: TextDocument, { start, end }: Span) {
  return { start: document.positionAt(start), end: document.positionAt(end) };
}
