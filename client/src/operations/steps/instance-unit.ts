/** A hardened unit per instance: an account of its own, no rights, one folder that it may write to. */
import { besideHeap, bytesOf, message, type Text } from '@dhis2-hosting/server/service';
import { cpuMemory } from '../facts/cpu-memory.ts';
import { file } from '../facts/file.ts';
import { osRelease } from '../facts/os-release.ts';
import { type Instance, instancesOn, pathsOf } from '../hosts/parts.ts';
import { all, run, snippet } from '../script.ts';
import { restoreFile, writeFile } from '../script-files.ts';
import { defineStep, type Step, type Target } from '../step.ts';
import { instanceDropIn, instanceUnit as template } from '../templates/instance-unit.ts';
import { fileChange, isFile } from './parts/file-change.ts';
import { javaHome, platformFor, tomcatHome } from './parts/java-choice.ts';

const mebibyte = 1024 ** 2;
const templatePath = '/etc/systemd/system/dhis2@.service';

const texts = {
  tooMuch: {
    en: 'The heaps of all instances here take {wanted} MiB with what Java needs beside them; the host has {has} MiB.',
    fr: 'Les tas de toutes les instances prennent ici {wanted} Mio avec ce que Java demande en plus ; l’hôte en a {has}.',
  },
  tooMuchTodo: {
    en: 'Give the instances less `heap`, or the host more memory.',
    fr: 'Donnez moins de `heap` aux instances, ou plus de mémoire à l’hôte.',
  },
  noHeap: {
    en: 'The manifest gives no `heap`, so Java takes up to a quarter of the memory.',
    fr: 'Le manifeste ne donne pas de `heap` : Java prend jusqu’à un quart de la mémoire.',
  },
} as const satisfies Readonly<Record<string, Text>>;

export function instanceUnit(instance: Instance): Step {
  const paths = pathsOf(instance);
  const dropInPath = `/etc/systemd/system/${paths.unit}.d/60-dhis2-hosting.conf`;
  return defineStep({
    id: `instance-unit:${instance.name}`,
    title: { en: 'Service of the instance', fr: 'Service de l’instance' },
    why: {
      en: 'Whoever breaks into DHIS2 is kept in by systemd: no rights, no homes, nothing of the system that can be written to. It starts with the host and again after a crash.',
      fr: 'Qui s’introduit dans DHIS2 est retenu par systemd : aucun droit, aucun dossier personnel, rien du système où écrire. Il démarre avec l’hôte, et de nouveau après une panne.',
    },
    controls: ['TC-01', 'OS-13'],
    risk: 'safe',
    after: [`instance-account:${instance.name}`, `same-release:${instance.name}`, 'java-tomcat', `tomcat-archive:${instance.name}`],
    needs: () => ({ os: osRelease, size: cpuMemory, unit: file(templatePath), own: file(dropInPath) }),
    plan: ({ os, size, unit, own }, target) => {
      const choice = platformFor(instance, os);
      if ('problem' in choice) return { state: 'blocked', problems: [choice.problem] };
      const wanted = heapsOn(target);
      if (wanted > size.memory) {
        const args = { wanted: Math.ceil(wanted / mebibyte), has: Math.floor(size.memory / mebibyte) };
        return { state: 'blocked', problems: [{ why: message(texts.tooMuch, args), todo: message(texts.tooMuchTodo) }] };
      }
      const heap = bytesOf(instance.heap);
      const content = instanceDropIn({
        paths,
        javaHome: javaHome(choice.platform, os),
        tomcatHome: tomcatHome(choice.platform),
        heap: heap === undefined ? undefined : Math.floor(heap / mebibyte),
      });
      const notes = heap === undefined ? [message(texts.noHeap)] : [];
      const files = [
        { path: templatePath, now: unit, content: template },
        { path: dropInPath, now: own, content },
      ];
      const missing = files.filter((each) => !isFile(each.now, { content: each.content, mode: '644' }));
      if (missing.length === 0) return { state: 'already-so', notes };
      const reload = run('systemctl', 'daemon-reload');
      return {
        state: 'will-change',
        notes,
        changes: missing.map((each) => fileChange(each.path, each.now, each.content)),
        seconds: 2,
        change: all(...missing.map((each) => writeFile({ path: each.path, content: each.content, mode: '644' })), reload),
        verify: snippet('verify', sound, paths.unit),
        undo: all(...missing.map(({ path }) => restoreFile(path)), reload),
      };
    },
  });
}

/** With what Java needs beside them; bytes. */
export function heapsOn(target: Target): number {
  return instancesOn(target).reduce((sum, { heap }) => sum + (bytesOf(heap) ?? 0) * besideHeap, 0);
}

/** systemd understands every line, and what the instance could do to the host is little (systemd-analyze(1), 10 is all). */
const sound = `
unit=$1
complaints=$(systemd-analyze verify "$unit" 2>&1 | grep -F "$unit" || :)
[ -z "$complaints" ] || { echo "$complaints" >&2; exit 1; }
exposure=$(systemd-analyze security --no-pager "$unit" | sed -n 's/.*exposure level for.*: \\([0-9.]*\\).*/\\1/p')
awk -v is="$exposure" 'BEGIN { exit !(is != "" && is <= 3) }' || { echo "exposure $exposure" >&2; exit 1; }
`;
