/** Which of some packages are installed. */
import { defineFact, type Fact } from '../fact.ts';
import { snippet } from '../script.ts';

const script = `
for package; do
  case $(dpkg-query --show --showformat='\${db:Status-Status}' "$package" 2> /dev/null) in
    installed) echo "$package" ;;
  esac
done
`;

/** The installed ones of them. */
export function packages(...names: readonly string[]): Fact<ReadonlySet<string>> {
  return defineFact<ReadonlySet<string>>({
    id: `packages:${names.join(' ')}`,
    script: snippet('packages', script, ...names),
    parse: ({ code, out }) => (code === 0 ? new Set(out.split('\n').filter((name) => name !== '')) : undefined),
  });
}
