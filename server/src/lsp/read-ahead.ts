/** In the first pause it reads what the first document of each kind would otherwise have to wait for. */
import type { LanguageService } from '#service/index.ts';
import type { Guard } from './guard.ts';

/** Longer than an editor waits between the messages of its start. */
const pauseMs = 100;

/** One kind a pause, so that no message ever waits for more than one. `quietMs` is the time since the last message came. */
export function readAhead({ readAhead: read }: LanguageService, guard: Guard, quietMs: () => number): void {
  const kinds = ['dhis-conf', 'hosting-manifest'] as const;
  let next = 0;
  const look = () => {
    const wait = pauseMs - quietMs();
    const kind = kinds[next];
    if (kind === undefined) return;
    if (wait <= 0) {
      next++;
      guard.background('read ahead', () => read(kind));
    }
    setTimeout(look, wait > 0 ? wait : pauseMs);
  };
  setTimeout(look, pauseMs);
}
