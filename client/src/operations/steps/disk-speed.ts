/** How fast the disk under a database is, measured once, so that a slow one is known before people wait for it. */
import { message, type Text } from '@dhis2-hosting/server/service';
import { diskSpeedRecord, diskSpeed as speedFact } from '../facts/disk-speed.ts';
import type { DatabaseServer } from '../hosts/parts.ts';
import { run, snippet } from '../script.ts';
import { defineStep, type Step } from '../step.ts';

/** A disk that turns 120 times a second writes no more often than that; one without turning parts takes thousands. */
const slowBelow = 300;

const texts = {
  measure: {
    en: 'Write 8 KiB again and again for two seconds into a file of its own, delete it, and note how often the disk took it.',
    fr: 'Écrire 8 Kio encore et encore pendant deux secondes dans un fichier à part, le supprimer, et noter combien de fois le disque l’a accepté.',
  },
  fast: { en: 'The disk takes {syncs} writes a second.', fr: 'Le disque accepte {syncs} écritures par seconde.' },
  slow: {
    en: 'The disk is slow: it takes {syncs} writes a second, and PostgreSQL waits for one at each change that people save. Put the database on an SSD.',
    fr: 'Le disque est lent : il accepte {syncs} écritures par seconde, et PostgreSQL en attend une à chaque saisie enregistrée. Placez la base sur un SSD.',
  },
} as const satisfies Readonly<Record<string, Text>>;

export function diskSpeed(server: DatabaseServer): Step {
  return defineStep({
    id: `disk-speed:${server.name}`,
    title: { en: 'Speed of the disk', fr: 'Vitesse du disque' },
    why: {
      en: 'A database is as fast as its disk says that something is written. With a slow one no setting helps.',
      fr: 'Une base est aussi rapide que son disque à confirmer une écriture. Avec un disque lent, aucun réglage n’y peut rien.',
    },
    controls: [],
    risk: 'safe',
    after: [`postgres:${server.name}`],
    needs: () => ({ speed: speedFact }),
    plan: ({ speed: { syncs } }) => {
      if (syncs !== undefined) return { state: 'already-so', notes: [message(syncs < slowBelow ? texts.slow : texts.fast, { syncs })] };
      return {
        state: 'will-change',
        changes: [{ kind: 'words', message: message(texts.measure) }],
        seconds: 3,
        change: snippet('measure', measure, '/var/lib/postgresql', diskSpeedRecord),
        verify: snippet('verify', 'grep -Eq "^syncs=[0-9]+$" "$1"', diskSpeedRecord),
        undo: run('rm', '-f', diskSpeedRecord),
      };
    },
  });
}

const measure = `
[ -d "$1" ] || exit 1
umask 077
file=$(mktemp -- "$1/.dhis2-hosting.XXXXXXXX")
trap 'rm -f -- "$file"' EXIT
count=0 began=$(date +%s%N) now=0
while [ "$now" -lt 2000 ] && [ "$count" -lt 20000 ]; do
  dd if=/dev/zero of="$file" bs=8k count=20 oflag=dsync conv=notrunc status=none
  count=$((count + 20)) now=$((($(date +%s%N) - began) / 1000000))
done
echo "$count writes in $now ms"
echo "syncs=$((count * 1000 / (now + 1)))" > "$2.part"
mv -f -- "$2.part" "$2"
`;
