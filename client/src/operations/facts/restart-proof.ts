/** Whether a restart of the host was planned, and what came of it; see templates/restart-proof.ts. */
import { defineFact, readPairs } from '../fact.ts';
import { snippet } from '../script.ts';
import { restartRecord, restartTimer } from '../templates/restart-proof.ts';

/** Times in seconds since 1970. */
export type RestartProof =
  | { readonly kind: 'none' }
  /** `at` is undefined when its timer is off. */
  | { readonly kind: 'planned'; readonly at: number | undefined }
  | { readonly kind: 'restarting'; readonly at: number }
  | { readonly kind: 'passed'; readonly at: number; readonly services: number }
  | { readonly kind: 'failed'; readonly at: number; readonly why: string };

const script = `
[ -f "$1" ] || { echo state=none; exit 0; }
cat "$1"
next=
[ "$(systemctl is-active "$2" 2> /dev/null)" != active ] || next=$(systemctl show --property=NextElapseUSecRealtime --value "$2")
[ -z "$next" ] || echo "next=$(date -d "$next" +%s)"
`;

export const restartProof = defineFact<RestartProof>({
  id: 'restart-proof',
  script: snippet('restart-proof', script, restartRecord, restartTimer),
  parse: ({ code, out }) => {
    const pairs = readPairs(out);
    const at = secondsOf(pairs.get('at'));
    const kind = pairs.get('state');
    if (code !== 0) return undefined;
    if (kind === 'none') return { kind };
    if (kind === 'planned') return { kind, at: secondsOf(pairs.get('next')) };
    if (at === undefined) return undefined;
    switch (kind) {
      case 'restarting':
        return { kind, at };
      case 'passed':
        return { kind, at, services: out.split('\n').filter((line) => line.startsWith('unit=')).length };
      case 'failed':
        return { kind, at, why: pairs.get('why') ?? '' };
      default:
        return undefined;
    }
  },
});

function secondsOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,12}$/.test(text) ? Number(text) : undefined;
}
