/** Which groups an INI inventory declares, and what it says of groups that nobody declares. */
import { type IniProblem, type IniSection, ungrouped } from './ini-ast.ts';

/** `[x]` and `[x:children]` declare a group; `[x:vars]` and a line below `[y:children]` only speak of it. */
export function declaredGroups(sections: readonly IniSection[]): ReadonlySet<string> {
  const declared = new Set(['all', ungrouped]);
  for (const { group, kind, header } of sections) {
    if (header !== undefined && (kind === 'hosts' || kind === 'children')) declared.add(group);
  }
  return declared;
}

/** Silent when a header could not be read: it may be the one that is missed. */
export function undefinedGroups(sections: readonly IniSection[]): readonly IniProblem[] {
  if (sections.some(({ kind }) => kind === undefined)) return [];
  const declared = declaredGroups(sections);
  const problems: IniProblem[] = [];
  for (const { header, group, kind, lines } of sections) {
    if (header !== undefined && kind === 'vars' && !declared.has(group))
      problems.push({ kind: 'undefinedGroup', span: header.span, name: group });
    for (const line of lines) {
      if (line.kind === 'child' && !declared.has(line.group))
        problems.push({ kind: 'undefinedChild', span: line.groupSpan, name: line.group });
    }
  }
  return [...problems, ...loops(sections)];
}

type Edge = { readonly child: string; readonly problem: IniProblem };

/** Lines that lead back to a group above. Ansible refuses the one that closes the circle. */
function loops(sections: readonly IniSection[]): readonly IniProblem[] {
  const edges = new Map<string, Edge[]>();
  const problems: IniProblem[] = [];
  for (const { group, lines } of sections) {
    for (const line of lines) {
      if (line.kind !== 'child') continue;
      const edge: Edge = { child: line.group, problem: { kind: 'childLoop', span: line.groupSpan, name: line.group } };
      // `all` is put above every group in the end.
      if (line.group === 'all') problems.push(edge.problem);
      else if (edges.has(group)) edges.get(group)?.push(edge);
      else edges.set(group, [edge]);
    }
  }
  const done = new Set<string>();
  for (const group of edges.keys()) if (!done.has(group)) problems.push(...loopsBelow(group, edges, done));
  return problems;
}

/** Goes down one way at a time, without recursion: a chain of groups may be longer than the stack. */
function loopsBelow(start: string, edges: ReadonlyMap<string, readonly Edge[]>, done: Set<string>): readonly IniProblem[] {
  const problems: IniProblem[] = [];
  const above = new Set([start]);
  const way: { readonly group: string; next: number }[] = [{ group: start, next: 0 }];
  for (let here = way.at(-1); here !== undefined; here = way.at(-1)) {
    const edge = edges.get(here.group)?.[here.next++];
    if (edge === undefined) {
      above.delete(here.group);
      done.add(here.group);
      way.pop();
    } else if (above.has(edge.child)) problems.push(edge.problem);
    else if (!done.has(edge.child)) {
      above.add(edge.child);
      way.push({ group: edge.child, next: 0 });
    }
  }
  return problems;
}
