/** Files on the machine of the server or command line that a value names. */
import { statSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * Address of a file that exists. Relative paths are left alone: Tomcat reads them from the folder it was started in. So
 * are those of other machines (`\\host\share`), because the look alone would send the login of the user there.
 */
export function localFile(named: string): string | undefined {
  if (!path.isAbsolute(named) || /^[\\/]{2}/.test(named)) return undefined;
  try {
    return statSync(named).isFile() ? pathToFileURL(named).href : undefined;
  } catch {
    return undefined;
  }
}
