/** Who looks after the servers, as all manifests of the installation tell it together. */
import type { Support, TeamMember } from '../generated/hosting-manifest.types.ts';
import { isGroup } from '../manifest/items.ts';
import type { Project } from './project.ts';

export type People = {
  readonly team: readonly TeamMember[];
  readonly support: readonly Support[];
  /** The manifest that tells of findings about people: the first by address of those with a team. */
  readonly uri: string | undefined;
};

/** Undefined when a part of it cannot be read, so that nobody is missed who is there. */
export function peopleOf({ manifests }: Project): People | undefined {
  const team: TeamMember[] = [];
  const support: Support[] = [];
  const uris: string[] = [];
  for (const { uri, document } of manifests) {
    for (const { readable, data, violations } of document.parts) {
      const isBroken = violations.some(({ instancePath }) => /^\/(?:team|support)(?:\/|$)/.test(instancePath));
      if (!readable || document.templated || isBroken) return undefined;
      if (!isGroup(data)) continue;
      if (Array.isArray(data['team'])) {
        team.push(...(data['team'] as readonly TeamMember[]));
        uris.push(uri);
      }
      if (Array.isArray(data['support'])) support.push(...(data['support'] as readonly Support[]));
    }
  }
  return { team, support, uri: uris.sort()[0] };
}
