/** Processors that a process may use, memory and swap in bytes. */
import { defineFact } from '../fact.ts';
import { snippet } from '../script.ts';

export type CpuMemory = { readonly cpus: number; readonly memory: number; readonly swap: number };

export const cpuMemory = defineFact<CpuMemory>({
  id: 'cpu-memory',
  script: snippet('cpu-memory', 'nproc\ngrep -E "^(MemTotal|SwapTotal):" /proc/meminfo'),
  parse: ({ code, out }) => {
    const cpus = Number(/^\d+$/m.exec(out)?.[0]);
    const memory = kibibytes(out, 'MemTotal');
    const swap = kibibytes(out, 'SwapTotal');
    return code === 0 && cpus > 0 && memory !== undefined && swap !== undefined ? { cpus, memory, swap } : undefined;
  },
});

function kibibytes(out: string, name: string): number | undefined {
  const found = new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(out);
  return found === null ? undefined : Number(found[1]) * 1024;
}
