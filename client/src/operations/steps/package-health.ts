/** Packages in order: none half-installed, indices fresh, the tools there that later steps use. */
import { type Message, message, type Text } from '@dhis2-hosting/server/service';
import { aptGet, aptRemove, aptUpdate } from '../apt.ts';
import { aptState } from '../facts/apt-state.ts';
import { packages } from '../facts/packages.ts';
import { all, run, type Script, snippet } from '../script.ts';
import { type Change, defineStep } from '../step.ts';

/** To fetch over TLS and to look into archives. */
const tools = ['ca-certificates', 'curl', 'unzip'];
/** Older indices name packages that the servers may have replaced. */
const freshDays = 7;

const texts = {
  configure: { en: 'Finish the installation of {list}.', fr: 'Terminer l’installation de {list}.' },
  update: { en: 'Read the package indices anew (apt-get update).', fr: 'Relire les index des paquets (apt-get update).' },
  install: { en: 'Install {list}.', fr: 'Installer {list}.' },
  held: { en: 'On hold, so not updated: {list}.', fr: 'Figés, donc non mis à jour : {list}.' },
} as const satisfies Readonly<Record<string, Text>>;

export const packageHealth = defineStep({
  id: 'package-health',
  title: { en: 'Package health', fr: 'Santé des paquets' },
  why: {
    en: 'A package that is half-installed, or an index that is old, makes every later installation fail in the middle.',
    fr: 'Un paquet à moitié installé, ou un index périmé, fait échouer en plein milieu toute installation ultérieure.',
  },
  controls: ['OS-09'],
  risk: 'safe',
  after: ['preflight'],
  needs: () => ({ apt: aptState, installed: packages(...tools) }),
  plan: ({ apt, installed }, { now }) => {
    const missing = tools.filter((name) => !installed.has(name));
    const stale = apt.indexed === undefined || now / 1000 - apt.indexed > freshDays * 86_400;
    const parts: readonly (readonly [Message, Script])[] = [
      ...partIf(
        apt.audit.length > 0,
        message(texts.configure, { list: apt.audit.join(', ') }),
        run('env', 'DEBIAN_FRONTEND=noninteractive', 'dpkg', '--force-confold', '--configure', '--pending'),
      ),
      ...partIf(stale || missing.length > 0, message(texts.update), aptUpdate()),
      ...partIf(
        missing.length > 0,
        message(texts.install, { list: missing.join(', ') }),
        aptGet('install', '--no-install-recommends', ...missing),
      ),
    ];
    const notes = apt.held.length > 0 ? [message(texts.held, { list: apt.held.join(', ') })] : [];
    if (parts.length === 0) return { state: 'already-so', notes };
    return {
      state: 'will-change',
      notes,
      changes: parts.map(([words]): Change => ({ kind: 'words', message: words })),
      seconds: 15 + 5 * missing.length,
      change: all(...parts.map(([, script]) => script)),
      verify: snippet('verify', inOrder, ...tools),
      ...(missing.length > 0 ? { undo: aptRemove(...missing) } : {}),
    };
  },
});

function partIf(wanted: boolean, words: Message, script: Script): readonly (readonly [Message, Script])[] {
  return wanted ? [[words, script]] : [];
}

const inOrder = `
[ -z "$(dpkg --audit)" ]
for name; do
  [ "$(dpkg-query --show --showformat='\${db:Status-Status}' "$name")" = installed ]
done
apt-get --simulate --quiet install "$@" > /dev/null
`;
