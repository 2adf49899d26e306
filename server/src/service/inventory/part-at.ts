/** The part of an inventory that an offset is on: a variable with those it is set for, the name of a host, of a group. */
import type { Span } from '../findings.ts';
import type { InventoryContext } from '../rules/context.ts';
import type { Assignment, IniFile } from './ini-ast.ts';
import type { Inventory } from './inventory.ts';
import { sectionAt } from './place-in-hosts.ts';

export type InventoryPart =
  | { readonly kind: 'variable'; readonly span: Span; readonly assignment: Assignment; readonly hosts: readonly string[] }
  | { readonly kind: 'host' | 'group'; readonly span: Span; readonly name: string };

export function partAt({ ini, vars, inventory }: InventoryContext, offset: number): InventoryPart | undefined {
  if (ini !== undefined) return inHosts(ini, inventory, offset);
  const assignment = vars?.vars.variables.find(({ span }) => holds(span, offset));
  if (vars === undefined || assignment === undefined) return undefined;
  const { kind, name } = vars.owner;
  const hosts = kind === 'host' ? [name] : hostsOf(inventory, name);
  return { kind: 'variable', span: spanAt(assignment, offset), assignment, hosts };
}

function inHosts(ini: IniFile, inventory: Inventory, offset: number): InventoryPart | undefined {
  const section = sectionAt(ini, offset);
  if (section === undefined) return undefined;
  const { header, group, lines } = section;
  if (header !== undefined && holds(header.span, offset)) return { kind: 'group', span: header.groupSpan, name: group };
  const line = lines.find(({ span }) => holds(span, offset));
  switch (line?.kind) {
    case 'variable':
      return { kind: 'variable', span: spanAt(line.variable, offset), assignment: line.variable, hosts: hostsOf(inventory, group) };
    case 'child':
      return { kind: 'group', span: line.groupSpan, name: line.group };
    case 'host': {
      const assignment = line.variables.find(({ span }) => holds(span, offset));
      if (assignment !== undefined) return { kind: 'variable', span: spanAt(assignment, offset), assignment, hosts: line.names };
      const [name] = line.names;
      return name !== undefined && holds(line.patternSpan, offset) ? { kind: 'host', span: line.patternSpan, name } : undefined;
    }
    default:
      return undefined;
  }
}

const hostsOf = ({ groups }: Inventory, name: string): readonly string[] => groups.get(name)?.hosts ?? [];

const holds = ({ start, end }: Span, offset: number): boolean => start <= offset && offset <= end;

function spanAt({ nameSpan, valueSpan }: Assignment, offset: number): Span {
  return holds(nameSpan, offset) ? nameSpan : valueSpan;
}
