/**
 * What a `dhis.conf` cannot know of its surroundings and people may note in comments: `# postgresql-max-connections: 300`,
 * `# dhis2-nodes: 2`.
 */
import type { ConfDocument } from './conf-document.ts';

export type Surroundings = {
  /** `max_connections` of the PostgreSQL server. */
  readonly maxConnections: number | undefined;
  /** Servers of DHIS2 that share the database; one unless noted. */
  readonly nodes: number;
};

const note = /^[#!][ \t]*(postgresql-max-connections|dhis2-nodes)[ \t]*[:=][ \t]*(\d{1,6})[ \t]*$/;

export function readComments({ file, text }: ConfDocument): Surroundings {
  const notes = new Map<string, number>();
  if (text.includes('postgresql-max-connections') || text.includes('dhis2-nodes')) {
    for (const { span } of file.comments) {
      const [, name, number] = note.exec(text.slice(span.start, span.end)) ?? [];
      if (name !== undefined && Number(number) > 0) notes.set(name, Number(number));
    }
  }
  return { maxConnections: notes.get('postgresql-max-connections'), nodes: notes.get('dhis2-nodes') ?? 1 };
}
