/** Where a file lies in the checkout under review, as the services that show findings beside the lines want it. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Io } from './io.ts';

/** GitHub Actions and GitLab CI name the folder of the checkout; everywhere else it is the one the program runs in. */
export function checkoutFolder({ env, cwd }: Pick<Io, 'env' | 'cwd'>): string {
  return env['GITHUB_WORKSPACE'] || env['CI_PROJECT_DIR'] || cwd;
}

/** With `/` on every system; undefined for a file that lies outside. */
export function pathInCheckout(checkout: string, uri: string): string | undefined {
  const relative = path.relative(checkout, fileURLToPath(uri));
  const isOutside = relative === '' || path.isAbsolute(relative) || relative === '..' || relative.startsWith(`..${path.sep}`);
  return isOutside ? undefined : relative.split(path.sep).join('/');
}
