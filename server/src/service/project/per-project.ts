/** What several rules ask of a project is worked out once for all of them. */
import type { Project } from './project.ts';

export function perProject<T>(make: (project: Project) => T): (project: Project) => T {
  const known = new WeakMap<Project, { readonly value: T }>();
  return (project) => {
    const found = known.get(project) ?? { value: make(project) };
    known.set(project, found);
    return found.value;
  };
}
