/** What several rules ask of a project is worked out once for all of them. */
import { askedUnrepeatably, question } from './asked.ts';
import type { Project } from './project.ts';
import { handedOut, type Touching, whatIsTouched } from './sources.ts';

export function perProject<T>(make: (project: Project) => T): (project: Project) => T {
  const once = madeOnce(make);
  return (project) => {
    askedUnrepeatably();
    return once(project);
  };
}

/** For what is looked up by a word or by the data of an item; a rule that judges each item on its own can ask it. */
export function byKeyPerProject<K, V>(make: (project: Project) => ReadonlyMap<K, V>): (project: Project, key: K) => V | undefined {
  const once = madeOnce(make);
  return question((project: Project, key: K) => once(project).get(key));
}

function madeOnce<T>(make: (project: Project) => T): (project: Project) => T {
  const known = new WeakMap<Project, Touching<T>>();
  return (project) => {
    let found = known.get(project);
    if (found === undefined) {
      found = whatIsTouched(() => make(project));
      known.set(project, found);
    }
    return handedOut(found);
  };
}
