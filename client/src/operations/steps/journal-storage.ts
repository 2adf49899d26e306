/** The journal of systemd on disk and bounded, so that what happened before a restart is known after it. */
import { message, type Text } from '@dhis2-hosting/server/service';
import { type Disk, disks } from '../facts/disks.ts';
import { file } from '../facts/file.ts';
import { type JournalSettings, journalSettings } from '../facts/journal-settings.ts';
import { all, run, snippet } from '../script.ts';
import { restoreFile, writeFile } from '../script-files.ts';
import { defineStep } from '../step.ts';
import { fileChange } from './parts/file-change.ts';

const path = '/etc/systemd/journald.conf.d/60-dhis2-hosting.conf';
const mebibyte = 1024 ** 2;

const texts = {
  share: {
    en: 'The journal may take {size} MiB, a twentieth of {mount}.',
    fr: 'Le journal peut occuper {size} Mio, un vingtième de {mount}.',
  },
} as const satisfies Readonly<Record<string, Text>>;

export const journalStorage = defineStep({
  id: 'journal-storage',
  title: { en: 'Journal on disk', fr: 'Journal sur disque' },
  why: {
    en: 'A journal in memory is lost with the restart that it should explain, and one without a bound fills the disk of the database.',
    fr: 'Un journal en mémoire disparaît avec le redémarrage qu’il devrait expliquer, et un journal sans limite remplit le disque de la base.',
  },
  controls: ['OS-11'],
  risk: 'restart',
  after: ['preflight'],
  needs: () => ({ journal: journalSettings, disks, now: file(path) }),
  plan: ({ journal, disks: mounted, now }) => {
    if (isKept(journal) && journal.settings.has('SystemMaxUse')) return { state: 'already-so' };
    const disk = diskOf('/var/log/journal', mounted);
    const size = mostMebibytes(disk);
    const content = `# Written by DHIS2 Hosting.\n[Journal]\nStorage=persistent\nSystemMaxUse=${size}M\n`;
    const restart = run('systemctl', 'restart', 'systemd-journald.service');
    return {
      state: 'will-change',
      notes: [message(texts.share, { size, mount: disk?.mount ?? '/' })],
      changes: [fileChange(path, now, content)],
      restarts: ['systemd-journald.service'],
      seconds: 3,
      change: all(writeFile({ path, content, mode: '644' }), restart, run('journalctl', '--flush')),
      verify: snippet('verify', isWritten, `SystemMaxUse=${size}M`),
      undo: all(restoreFile(path), restart),
    };
  },
});

function isKept({ onDisk, settings }: JournalSettings): boolean {
  const storage = settings.get('Storage') ?? 'auto';
  return onDisk && (storage === 'persistent' || storage === 'auto');
}

/** The file system that holds the folder: the one with the longest mount point above it. */
function diskOf(folder: string, mounted: readonly Disk[]): Disk | undefined {
  const above = mounted.filter(({ mount }) => folder === mount || folder.startsWith(mount === '/' ? '/' : `${mount}/`));
  return above.sort((one, other) => other.mount.length - one.mount.length)[0];
}

/** Between what a bad day writes and what systemd itself takes for the most. */
function mostMebibytes(disk: Disk | undefined): number {
  const share = (disk?.size ?? 0) / 20 / mebibyte;
  return Math.round(Math.min(4096, Math.max(256, share)));
}

/** The settings are in force, and a line that is written now is read from disk. */
const isWritten = `
systemd-analyze cat-config systemd/journald.conf | grep -qxF "$1"
mark="DHIS2 Hosting: test line $(cat /proc/sys/kernel/random/uuid)"
echo "$mark" | systemd-cat --identifier=dhis2-hosting
journalctl --sync
journalctl --directory=/var/log/journal --identifier=dhis2-hosting --since=-5min --output=cat --quiet | grep -qxF "$mark"
`;
