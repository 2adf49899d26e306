/** Whether the disk below a folder is encrypted by the system itself; what a provider does below that cannot be seen. */
import { defineFact, type Fact } from '../fact.ts';
import { snippet } from '../script.ts';

export type DiskEncryption = 'encrypted' | 'plain' | 'unseen';

const script = `
path=$1
while [ ! -d "$path" ]; do path=\${path%/*}; path=\${path:-/}; done
source=$(findmnt --noheadings --nofsroot --output SOURCE --target "$path" | tail -n 1)
case $source in
  /dev/*)
    kinds=$(lsblk --noheadings --inverse --output TYPE "$source" 2> /dev/null)
    if [ -z "$kinds" ]; then echo unseen
    elif echo "$kinds" | grep -qx crypt; then echo encrypted
    else echo plain
    fi ;;
  *) echo unseen ;;
esac
`;

export function diskEncryption(folder: string): Fact<DiskEncryption> {
  return defineFact<DiskEncryption>({
    id: `disk-encryption:${folder}`,
    script: snippet('disk-encryption', script, folder),
    parse: ({ code, out }) => {
      const word = out.trim();
      return code === 0 && (word === 'encrypted' || word === 'plain' || word === 'unseen') ? word : undefined;
    },
  });
}
