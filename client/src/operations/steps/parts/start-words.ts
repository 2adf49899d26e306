/** What a restore test that starts DHIS2 says of it, and when it cannot. */
import { type Message, message, type Text } from '@dhis2-hosting/server/service';
import { type CpuMemory, cpuMemory } from '../../facts/cpu-memory.ts';
import { type BackupJob, startMemory } from '../../hosts/backups.ts';
import type { Problem, Target } from '../../step.ts';
import { heapsOn } from '../instance-unit.ts';

const mebibyte = 1024 ** 2;

const texts = {
  takes: {
    en: 'For the time of the test a second DHIS2 takes up to {memory} MiB of memory. It has no network, and nobody reaches it.',
    fr: 'Le temps de l’essai, un second DHIS2 prend jusqu’à {memory} Mio de mémoire. Il n’a pas de réseau, et personne ne l’atteint.',
  },
  tooMuch: {
    en: 'To start DHIS2 in the restore test takes {memory} MiB beside the {heaps} MiB of the instances here; the host has {has} MiB.',
    fr: 'Démarrer DHIS2 dans l’essai de restauration prend {memory} Mio en plus des {heaps} Mio des instances d’ici ; l’hôte en a {has}.',
  },
  tooMuchTodo: {
    en: 'Take `start` out of `restoreTest` of {plan}, give the instances less `heap`, or the host more memory.',
    fr: 'Retirez `start` de `restoreTest` de {plan}, donnez moins de `heap` aux instances, ou plus de mémoire à l’hôte.',
  },
} as const satisfies Readonly<Record<string, Text>>;

/** Asked of the host only where the plan wants a start. */
export function startNeeds(job: BackupJob): { readonly size?: typeof cpuMemory } {
  return startMemory(job) === undefined ? {} : { size: cpuMemory };
}

export function startAffects(job: BackupJob): readonly Message[] {
  const start = startMemory(job);
  return start === undefined ? [] : [message(texts.takes, { memory: start.memory })];
}

/** The program looks again, at what is free, before it restores anything. */
export function lacksMemory(job: BackupJob, target: Target, size: CpuMemory | undefined): Problem | undefined {
  const start = startMemory(job);
  if (start === undefined || size === undefined) return undefined;
  const [heaps, has] = [Math.ceil(heapsOn(target) / mebibyte), Math.floor(size.memory / mebibyte)];
  if (heaps + start.memory <= has) return undefined;
  const args = { memory: start.memory, heaps, has };
  return { why: message(texts.tooMuch, args), todo: message(texts.tooMuchTodo, { plan: job.plan.name }) };
}
