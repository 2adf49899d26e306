/** Whether a port of another host takes connections from here. */
import { defineFact, type Fact } from '../fact.ts';
import { snippet } from '../script.ts';

const script = `
if timeout 5 bash -c 'exec 3<> "/dev/tcp/$1/$2"' bash "$1" "$2" 2> /dev/null; then echo yes; else echo no; fi
`;

export function reachable(address: string, port: number): Fact<boolean> {
  return defineFact<boolean>({
    id: `reachable:${address} ${port}`,
    script: snippet('reachable', script, address, String(port)),
    parse: ({ code, out }) => (code !== 0 ? undefined : out === 'yes\n' ? true : out === 'no\n' ? false : undefined),
  });
}
