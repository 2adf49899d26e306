/** Where an inventory speaks of a host, a group or a variable. */
import type { Span } from '../findings.ts';
import type { InventoryContext } from '../rules/context.ts';
import type { Inventory, Setting } from './inventory.ts';
import { partAt } from './part-at.ts';
import { plainText } from './settings-in.ts';
import { variableNamed } from './variables.ts';

export type Named = { readonly kind: 'host' | 'group' | 'variable'; readonly name: string };

/** `range`: a pattern that stands for several hosts, this one among them. `value`: of a variable, quotes included. */
export type NamePlace = { readonly uri: string; readonly span: Span; readonly role: 'declaration' | 'range' | 'mention' | 'value' };

/** The name under the cursor, with its place. */
export function namedAt(context: InventoryContext, offset: number): (Named & { readonly span: Span }) | undefined {
  const part = partAt(context, offset);
  if (part === undefined) return undefined;
  if (part.kind !== 'variable') return { kind: part.kind, name: part.name, span: part.span };
  const { name, value, valueSpan, nameSpan } = part.assignment;
  if (part.span === nameSpan) return { kind: 'variable', name, span: nameSpan };
  const text = isReference(name) ? plainText(value)?.trim() : undefined;
  return text === undefined || !context.inventory.hosts.has(text) ? undefined : { kind: 'host', name: text, span: valueSpan };
}

/** In the order of the files, the hosts file first. */
export function placesOf({ kind, name }: Named, inventory: Inventory): readonly NamePlace[] {
  switch (kind) {
    case 'host':
      return hostPlaces(name, inventory);
    case 'group':
      return (inventory.groups.get(name)?.places ?? []).map(({ uri, span }, i) => ({
        uri,
        span,
        role: i === 0 ? 'declaration' : 'mention',
      }));
    case 'variable':
      return once(inventory.settings.filter(({ assignment }) => assignment.name === name)).map(({ uri, assignment }) => ({
        uri,
        span: assignment.nameSpan,
        role: 'declaration',
      }));
  }
}

function hostPlaces(name: string, { hosts, settings }: Inventory): readonly NamePlace[] {
  const host = hosts.get(name);
  const declared = (host?.places ?? []).map(({ uri, span }, i): NamePlace => {
    const line = host?.lines[i];
    const isOne = line?.names.length === 1 && line.pattern.startsWith(name) && span.end - span.start === line.pattern.length;
    return isOne ? { uri, span: { start: span.start, end: span.start + name.length }, role: 'declaration' } : { uri, span, role: 'range' };
  });
  const values = once(settings.filter(({ assignment }) => isReference(assignment.name) && plainText(assignment.value)?.trim() === name));
  return [...declared, ...values.map(({ uri, assignment }): NamePlace => ({ uri, span: assignment.valueSpan, role: 'value' }))];
}

/** A range of hosts has one setting for each of its names. */
function once(settings: readonly Setting[]): readonly Setting[] {
  const seen = new Set<Setting['assignment']>();
  return settings.filter(({ assignment }) => !seen.has(assignment) && seen.add(assignment));
}

function isReference(name: string): boolean {
  const type = variableNamed(name)?.type;
  return type === 'database-host' || type === 'inventory-host';
}
