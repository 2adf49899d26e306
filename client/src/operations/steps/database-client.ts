/** PostgreSQL's client on the host of an instance whose database is elsewhere: for the gate, and for the copy of it that a deployment makes. */
import { message, type Text } from '@dhis2-hosting/server/service';
import { aptGet, aptRemove } from '../apt.ts';
import { packages } from '../facts/packages.ts';
import type { Instance } from '../hosts/parts.ts';
import { run } from '../script.ts';
import { defineStep, type Step } from '../step.ts';

const texts = {
  install: { en: 'Install postgresql-client.', fr: 'Installer postgresql-client.' },
} as const satisfies Readonly<Record<string, Text>>;

export function databaseClient({ name }: Instance): Step {
  return defineStep({
    id: `database-client:${name}`,
    title: { en: 'Client of the database', fr: 'Client de la base' },
    why: {
      en: 'Whether a migration failed is asked of the database itself, and the copy before one comes from there, with the rights of the instance.',
      fr: 'C’est à la base elle-même qu’on demande si une migration a échoué, et la copie qui la précède vient de là, avec les droits de l’instance.',
    },
    controls: [],
    risk: 'safe',
    needs: () => ({ installed: packages('postgresql-client') }),
    plan: ({ installed }) => {
      if (installed.has('postgresql-client')) return { state: 'already-so' };
      return {
        state: 'will-change',
        changes: [{ kind: 'words', message: message(texts.install) }],
        seconds: 10,
        change: aptGet('install', '--no-install-recommends', 'postgresql-client'),
        verify: run('pg_dump', '--version'),
        undo: aptRemove('postgresql-client'),
      };
    },
  });
}
