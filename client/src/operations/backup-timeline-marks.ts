/** The marks of the picture of backups: what a set has been through shows by shape first, by colour second. */
import type { BackupSet } from './facts/backup-sets.ts';

export type MarkKind = 'away' | 'verified' | 'offSite' | 'restored' | 'broken' | 'done' | 'failed';

/** Verified is a ring, off site a filled disc, restored has a tick in it; the second and third may come without each other. */
export function markOf(what: BackupSet | MarkKind, x: number, y: number): string {
  if (typeof what !== 'string') {
    return [ring(x, y, what.offSite !== undefined), ...(what.restored === undefined ? [] : [tick(x, y, what.offSite !== undefined)])].join(
      '',
    );
  }
  switch (what) {
    case 'away':
      return `${frame(x, y)}<circle class="set away only" cx="${x}" cy="${y}" r="3.5"/>`;
    case 'verified':
      return ring(x, y, false);
    case 'offSite':
      return ring(x, y, true);
    case 'restored':
      return ring(x, y, true) + tick(x, y, true);
    case 'broken':
      return `${frame(x, y)}<path class="cross" d="M${x - 5} ${y - 5}l10 10m0 -10l-10 10"/>`;
    case 'done':
      return `${frame(x, y)}<path class="proof" d="M${x - 4} ${y}l3 4l6 -8"/>`;
    case 'failed':
      return `${frame(x, y)}<path class="failure" d="M${x} ${y - 6}l6 10h-12z"/>`;
  }
}

/** Takes the focus; shows nothing else. */
const frame = (x: number, y: number): string => `<rect class="frame spot" x="${x - 9}" y="${y - 9}" width="18" height="18" rx="4"/>`;
const ring = (x: number, y: number, isFilled: boolean): string =>
  `${frame(x, y)}<circle class="set${isFilled ? ' away' : ''}" cx="${x}" cy="${y}" r="6"/>`;
const tick = (x: number, y: number, isOnFilled: boolean): string =>
  `<path class="tick${isOnFilled ? ' on' : ''}" d="M${x - 3} ${y}l2.2 2.8l4 -5.4"/>`;

/** Colours with a contrast of 4.5 to 1 and more for text, in light and in dark. */
export const standaloneStyle = [
  'text{font-family:system-ui,"Segoe UI",sans-serif;fill:#1f2328}.name{font-size:13px;font-weight:600}.line{font-size:11px;fill:#424a53}',
  '.paper{fill:#ffffff}.frame{fill:#f6f8fa;stroke:#6e7781}.spot{fill:none;stroke:none}.grid{stroke:#d0d7de;fill:none}.lane{stroke:#6e7781;fill:none}.dashed{stroke-dasharray:4 4}',
  '.row .mark{fill:#6e7781}.row.fine .mark{fill:#1a7f37}.row.bad .mark{fill:#cf222e}',
  '.set{fill:#ffffff;stroke:#0969da;stroke-width:2}.set.away{fill:#0969da}.tick{fill:none;stroke:#0969da;stroke-width:1.8}.tick.on{stroke:#ffffff}',
  '.cross{fill:none;stroke:#cf222e;stroke-width:2.5}.proof{fill:none;stroke:#1a7f37;stroke-width:2.2}.failure{fill:#cf222e}',
  '.gap rect{fill:#cf222e;fill-opacity:0.16;stroke:#cf222e;stroke-dasharray:3 3}.sizes{fill:none;stroke:#8250df;stroke-width:1.5}',
  '.keeps rect{fill:#9a6700}.keeps.weekly rect{fill-opacity:0.75}.keeps.monthly rect{fill-opacity:0.55}.keeps.yearly rect{fill-opacity:0.4}',
  '@media (prefers-color-scheme:dark){text{fill:#e6edf3}.line{fill:#b7bfc7}.paper{fill:#0d1117}.frame{fill:#161b22;stroke:#8b949e}.spot{fill:none;stroke:none}.grid{stroke:#30363d}.lane{stroke:#8b949e}.set{fill:#0d1117;stroke:#58a6ff}.set.away{fill:#58a6ff}.tick{stroke:#58a6ff}.tick.on{stroke:#0d1117}.cross,.gap rect{stroke:#ff7b72}.failure,.gap rect{fill:#ff7b72}.proof{stroke:#3fb950}.sizes{stroke:#a371f7}.keeps rect{fill:#d29922}.row.fine .mark{fill:#3fb950}.row.bad .mark{fill:#ff7b72}}',
].join('');
