/** A timer of systemd whose file a step has just written. */
import { run, type Script } from '../../script.ts';

/** Restarted even when it runs: it may have other times now. */
export function startTimer(timer: string): readonly Script[] {
  return [run('systemctl', 'daemon-reload'), run('systemctl', 'enable', '--quiet', timer), run('systemctl', 'restart', timer)];
}
