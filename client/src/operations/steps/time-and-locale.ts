/** A clock that is kept right, the time zone that is wanted, and UTF-8 for whatever is installed later. */
import { type Message, message, type Text } from '@dhis2-hosting/server/service';
import { aptGet, aptRemove } from '../apt.ts';
import { type FileState, file } from '../facts/file.ts';
import { timeSettings } from '../facts/time-settings.ts';
import { all, run, type Script, snippet } from '../script.ts';
import { restoreFile, writeFile } from '../script-files.ts';
import { type Change, defineStep, type Target } from '../step.ts';
import { fileChange } from './parts/file-change.ts';

/** Every glibc of Debian and Ubuntu has it, without a package. */
const locale = 'C.UTF-8';
const utc = ['Etc/UTC', 'UTC', 'Etc/UCT', 'Etc/Universal', 'Etc/Zulu', 'Etc/GMT'];

const texts = {
  zone: { en: 'Set the time zone from {before} to {after}.', fr: 'Régler le fuseau horaire de {before} à {after}.' },
  install: { en: 'Install systemd-timesyncd.', fr: 'Installer systemd-timesyncd.' },
  ntp: { en: 'Switch the time service on.', fr: 'Activer le service de temps.' },
  container: {
    en: 'The clock is that of the machine around this container; it must be kept right there.',
    fr: 'L’horloge est celle de la machine qui héberge ce conteneur ; c’est là qu’elle doit être mise à l’heure.',
  },
  notYet: {
    en: 'A time service is on, but the clock is not synchronised yet. Look again in some minutes; if it stays so, no time server can be reached.',
    fr: 'Un service de temps est actif, mais l’horloge n’est pas encore synchronisée. Revenez dans quelques minutes ; si rien ne change, aucun serveur de temps n’est joignable.',
  },
  services: {
    en: 'Services that run already keep the old time zone and locale until they are restarted.',
    fr: 'Les services déjà lancés gardent l’ancien fuseau horaire et l’ancienne locale jusqu’à leur redémarrage.',
  },
} as const satisfies Readonly<Record<string, Text>>;

export const timeAndLocale = defineStep({
  id: 'time-and-locale',
  title: { en: 'Time and locale', fr: 'Heure et locale' },
  why: {
    en: 'Logins, certificates and logs of several hosts go by the clock, and a database that is created without UTF-8 cannot hold names as people write them.',
    fr: 'Connexions, certificats et journaux de plusieurs hôtes dépendent de l’horloge, et une base créée sans UTF-8 ne peut pas contenir les noms tels qu’on les écrit.',
  },
  controls: [],
  risk: 'safe',
  after: ['preflight', 'package-health'],
  needs: () => ({ time: timeSettings, ofSystemd: file('/etc/locale.conf'), ofDebian: file('/etc/default/locale') }),
  plan: ({ time, ofSystemd, ofDebian }, target) => {
    const zone = zoneOf(target);
    const parts: Part[] = [];
    if (!isSameZone(time.timezone, zone)) parts.push(zonePart(time.timezone, zone));
    // In a container nothing of this host can set the clock.
    if (!time.container && !time.ntp) parts.push(...ntpParts(time.canNtp));
    if (!/\.utf-?8$/i.test(time.language)) parts.push(localePart(ofSystemd, ofDebian));
    const notes: readonly Message[] = [
      ...(time.container ? [message(texts.container)] : []),
      ...(!time.container && time.ntp && !time.synchronised ? [message(texts.notYet)] : []),
    ];
    if (parts.length === 0) return { state: 'already-so', notes };
    return {
      state: 'will-change',
      notes,
      changes: parts.map(({ shown }) => shown),
      affects: [message(texts.services)],
      seconds: parts.length,
      change: all(...parts.map(({ change }) => change)),
      verify: all(...parts.map(({ verify }) => verify)),
      undo: all(...parts.map(({ undo }) => undo)),
    };
  },
});

type Part = { readonly shown: Change; readonly change: Script; readonly verify: Script; readonly undo: Script };

/** UTC unless the manifest says otherwise. */
function zoneOf({ manifest, host }: Target): string {
  return manifest.hosts?.find(({ name }) => name === host)?.timezone ?? 'Etc/UTC';
}

function isSameZone(one: string, other: string): boolean {
  return one === other || (utc.includes(one) && utc.includes(other));
}

function zonePart(before: string, after: string): Part {
  return {
    shown: { kind: 'words', message: message(texts.zone, { before, after }) },
    change: run('timedatectl', 'set-timezone', after),
    verify: snippet('verify', '[ "$(timedatectl show --property=Timezone --value)" = "$1" ]', after),
    undo: run('timedatectl', 'set-timezone', before),
  };
}

function ntpParts(canNtp: boolean): readonly Part[] {
  const install: Part = {
    shown: { kind: 'words', message: message(texts.install) },
    change: aptGet('install', '--no-install-recommends', 'systemd-timesyncd'),
    verify: run('systemctl', 'cat', '--quiet', 'systemd-timesyncd.service'),
    undo: aptRemove('systemd-timesyncd'),
  };
  const enable: Part = {
    shown: { kind: 'words', message: message(texts.ntp) },
    change: run('timedatectl', 'set-ntp', 'true'),
    // Its first answer takes a while; that the clock is right is told by the next plan.
    verify: snippet('verify', '[ "$(timedatectl show --property=NTP --value)" = yes ]'),
    undo: run('timedatectl', 'set-ntp', 'false'),
  };
  return canNtp ? [enable] : [install, enable];
}

/** systemd reads the one, logins the other; where both are there, Debian makes one a link to the other. */
function localePart(ofSystemd: FileState, ofDebian: FileState): Part {
  const path = ofSystemd.kind === 'file' ? '/etc/locale.conf' : '/etc/default/locale';
  const before = ofSystemd.kind === 'file' ? ofSystemd : ofDebian;
  const kept = before.kind === 'file' ? before.content.split('\n').filter((line) => line !== '' && !/^\s*LANG=/.test(line)) : [];
  const content = [...kept, `LANG=${locale}`, ''].join('\n');
  return {
    shown: fileChange(path, before, content),
    change: writeFile({ path, content, mode: '644' }),
    verify: snippet('verify', 'grep -qxF "LANG=$1" "$2"\n[ "$(LC_ALL=$1 locale charmap)" = UTF-8 ]', locale, path),
    undo: restoreFile(path),
  };
}
