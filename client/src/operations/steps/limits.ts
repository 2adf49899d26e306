/** Values of the kernel that a server of Java and PostgreSQL wants otherwise than a desktop. */
import { type Message, message, type Text } from '@dhis2-hosting/server/service';
import { file } from '../facts/file.ts';
import { type SysctlValue, sysctl } from '../facts/sysctl.ts';
import { all, run, snippet } from '../script.ts';
import { restoreFile, writeFile } from '../script-files.ts';
import { type Change, defineStep, type Target } from '../step.ts';
import { fileChange, isFile } from './parts/file-change.ts';

const path = '/etc/sysctl.d/60-dhis2-hosting.conf';

type Wanted = { readonly key: string; readonly value: string; readonly comment: string; readonly applies: (target: Target) => boolean };

/** Sources: Linux, Documentation/admin-guide/sysctl/vm.rst (swappiness) and Documentation/networking/ip-sysctl.rst. */
const wanted: readonly Wanted[] = [
  {
    key: 'vm.swappiness',
    value: '10',
    comment: 'The heap of Java and the buffers of PostgreSQL stay in memory as long as they can.',
    applies: () => true,
  },
  {
    key: 'net.ipv4.tcp_keepalive_time',
    value: '600',
    comment: 'Idle connections to a database on another host are kept known to firewalls in between.',
    applies: isSpread,
  },
];

const keys = wanted.map(({ key }) => key);

const texts = {
  set: { en: 'Set {key} from {before} to {after}.', fr: 'Régler {key} de {before} à {after}.' },
  around: {
    en: '{key} is {before}, better {after}. It belongs to the machine around this container: set it there.',
    fr: '{key} vaut {before}, mieux vaut {after}. Il appartient à la machine qui héberge ce conteneur : réglez-le là-bas.',
  },
} as const satisfies Readonly<Record<string, Text>>;

export const limits = defineStep({
  id: 'limits',
  title: { en: 'Kernel values', fr: 'Valeurs du noyau' },
  why: {
    en: 'A server that swaps its heap out answers in seconds instead of milliseconds, and a firewall in between forgets idle connections.',
    fr: 'Un serveur dont le tas part en mémoire d’échange répond en secondes au lieu de millisecondes, et un pare-feu intermédiaire oublie les connexions inactives.',
  },
  controls: [],
  risk: 'safe',
  after: ['preflight'],
  needs: () => ({ values: sysctl(...keys), now: file(path) }),
  plan: ({ values, now }, target) => {
    const here = wanted.filter(({ key, applies }) => applies(target) && values.has(key));
    const ours = here.filter(({ key }) => values.get(key)?.writable === true);
    const notes = here.filter((row) => !ours.includes(row) && isOther(row, values)).map((row) => messageOf(texts.around, row, values));
    const content = contentOf(ours);
    const wrong = ours.filter((row) => isOther(row, values));
    const inPlace = isFile(now, { content, mode: '644' });
    if (ours.length === 0 || (inPlace && wrong.length === 0)) return { state: 'already-so', notes };
    return {
      state: 'will-change',
      notes,
      changes: [
        ...(inPlace ? [] : [fileChange(path, now, content)]),
        ...wrong.map((row): Change => ({ kind: 'words', message: messageOf(texts.set, row, values) })),
      ],
      seconds: 1,
      change: all(writeFile({ path, content, mode: '644' }), run('sysctl', '--quiet', '--load', path)),
      verify: snippet('verify', inForce, ...ours.map(({ key, value }) => `${key}=${value}`)),
      undo: all(
        restoreFile(path),
        ...wrong.map(({ key }) => run('sysctl', '--quiet', '--write', `${key}=${values.get(key)?.value ?? ''}`)),
      ),
    };
  },
});

function isOther({ key, value }: Wanted, values: ReadonlyMap<string, SysctlValue>): boolean {
  return values.get(key)?.value !== value;
}

function messageOf(text: Text, { key, value }: Wanted, values: ReadonlyMap<string, SysctlValue>): Message {
  return message(text, { key, before: values.get(key)?.value ?? '', after: value });
}

/** An instance here whose database is elsewhere, or the other way round. */
function isSpread({ manifest, host }: Target): boolean {
  const hostOf = new Map(manifest.databases?.map((database) => [database.name, database.host]));
  return (manifest.instances ?? []).some(({ host: application, database }) => {
    const databaseHost = database === undefined ? undefined : hostOf.get(database);
    return databaseHost !== undefined && databaseHost !== application && [databaseHost, application].includes(host);
  });
}

function contentOf(rows: readonly Wanted[]): string {
  const lines = rows.map(({ key, value, comment }) => `# ${comment}\n${key} = ${value}\n`);
  return ['# Written by DHIS2 Hosting.\n', ...lines].join('\n');
}

const inForce = `
for pair; do
  [ "$(sysctl --values "\${pair%%=*}")" = "\${pair#*=}" ]
done
`;
