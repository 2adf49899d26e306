/** Space and inodes of each mounted file system that holds files; memory disks and the like are left out. */
import { defineFact } from '../fact.ts';
import { snippet } from '../script.ts';

export type Disk = {
  readonly mount: string;
  readonly type: string;
  readonly size: number;
  readonly free: number;
  /** Undefined where inodes are made as needed (btrfs, zfs). */
  readonly freeInodes: number | undefined;
  readonly readOnly: boolean;
  /** Options by which a cut of the power may destroy what was written; absent without any. */
  readonly unsafe?: readonly string[];
};

/** Columns by name, so that their order and a mount point with blanks do no harm: the target is last. */
const script = `
df --local -x tmpfs -x devtmpfs -x squashfs -x efivarfs --block-size=1 --output=fstype,size,avail,iavail,itotal,target | tail -n +2
echo --
findmnt --list --noheadings --output OPTIONS,TARGET
`;

export const disks = defineFact<readonly Disk[]>({
  id: 'disks',
  drifts: true,
  script: snippet('disks', script),
  parse: ({ code, out }) => {
    const [table, options] = out.split('\n--\n');
    if (code !== 0 || table === undefined || options === undefined) return undefined;
    const mounted = new Map(lines(options).map(mountOf));
    const found = lines(table).map((line) => readDisk(line, mounted));
    if (found.length === 0 || !found.every((disk) => disk !== undefined)) return undefined;
    return found.filter(({ mount }) => !/^\/(?:run|proc|sys|dev)\//.test(mount));
  },
});

function lines(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** A later mount on the same place hides those before it. */
function mountOf(line: string): readonly [target: string, options: readonly string[]] {
  const [, options = '', target = ''] = /^(\S+)\s+(.+)$/.exec(line) ?? [];
  return [target, options.split(',')];
}

/** mount(8): ext4 and XFS without barriers, ext4 whose data may come after its journal. */
const unsafeOptions = ['nobarrier', 'barrier=0', 'data=writeback'];

function readDisk(line: string, mounted: ReadonlyMap<string, readonly string[]>): Disk | undefined {
  const cells = /^(\S+)\s+(\d+)\s+(\d+)\s+(\d+|-)\s+(\d+|-)\s+(\/.*)$/.exec(line);
  if (cells === null) return undefined;
  const [, type = '', size, free, freeInodes, inodes, mount = ''] = cells;
  const options = mounted.get(mount) ?? [];
  const unsafe = unsafeOptions.filter((option) => options.includes(option));
  const counted = inodes !== '-' && inodes !== '0' && freeInodes !== '-';
  return {
    mount,
    type,
    size: Number(size),
    free: Number(free),
    freeInodes: counted ? Number(freeInodes) : undefined,
    readOnly: options.includes('ro'),
    ...(unsafe.length > 0 ? { unsafe } : {}),
  };
}
