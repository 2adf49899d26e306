/**
 * What a `dhis.conf` cannot know of its surroundings and people may note in comments: `# postgresql-max-connections: 300`,
 * `# dhis2-nodes: 2`.
 */
import { commentsWhere } from './comments-where.ts';
import type { ConfDocument } from './conf-document.ts';

export type Surroundings = {
  /** `max_connections` of the PostgreSQL server. */
  readonly maxConnections: number | undefined;
  /** Servers of DHIS2 that share the database; one unless noted. */
  readonly nodes: number;
};

const note = /^[#!][ \t]*(postgresql-max-connections|dhis2-nodes)[ \t]*[:=][ \t]*(\d{1,6})[ \t]*$/;

const noted = commentsWhere((comment) => note.test(comment));

export function readComments(conf: ConfDocument): Surroundings {
  const notes = new Map<string, number>();
  for (const { span } of noted(conf)) {
    const [, name, number] = note.exec(conf.text.slice(span.start, span.end)) ?? [];
    if (name !== undefined && Number(number) > 0) notes.set(name, Number(number));
  }
  return { maxConnections: notes.get('postgresql-max-connections'), nodes: notes.get('dhis2-nodes') ?? 1 };
}
