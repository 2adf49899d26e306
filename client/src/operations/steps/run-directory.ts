/** The folder where runs, their events and what they replaced are kept. Starting a run makes it, so this only tells. */
import { message } from '@dhis2-hosting/server/service';
import { runDirectory as fact } from '../facts/run-directory.ts';
import { runRoot } from '../run/run-folder.ts';
import { run, snippet } from '../script.ts';
import { defineStep } from '../step.ts';

export const runDirectory = defineStep({
  id: 'run-directory',
  title: { en: 'Folder of runs', fr: 'Dossier des exécutions' },
  why: {
    en: 'A run lives on the host, so that it goes on without you; its events, its result and the old files are kept there, for root only.',
    fr: 'Une exécution vit sur l’hôte et continue donc sans vous ; ses événements, son résultat et les anciens fichiers y sont conservés, pour root seulement.',
  },
  controls: ['OS-13'],
  risk: 'safe',
  after: ['preflight'],
  needs: () => ({ folder: fact }),
  plan: ({ folder }) => {
    if (folder.kind === 'there' && folder.mode === '750' && folder.owner === 'root:root') return { state: 'already-so' };
    const text =
      folder.kind === 'there'
        ? { en: 'Give {folder} to root, mode 0750.', fr: 'Donner {folder} à root, mode 0750.' }
        : { en: 'Create {folder}, of root, mode 0750.', fr: 'Créer {folder}, à root, mode 0750.' };
    return {
      state: 'will-change',
      changes: [{ kind: 'words', message: message(text, { folder: runRoot }) }],
      seconds: 1,
      change: run('install', '--directory', '--mode=750', '--owner=root', '--group=root', runRoot),
      verify: snippet('verify', lockTest, runRoot),
    };
  },
});

/** Locks work there: a second taker is refused while the first has it. */
const lockTest = `
[ "$(stat -c '%a %U:%G' -- "$1")" = '750 root:root' ]
lock=$(mktemp -- "$1/lock-test.XXXXXXXX")
trap 'rm -f -- "$lock"' EXIT
flock --nonblock --close "$lock" sh -c '! flock --nonblock "$1" true' sh "$lock"
`;
