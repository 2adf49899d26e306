/** The server as a process: `--stdio`, or the channel of Node to its parent. */
import { readFile, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { createConnection, IPCMessageReader, IPCMessageWriter } from 'vscode-languageserver/node';
import { localeOf, type Text } from '#service/index.ts';
import { localFile } from '../node/local-files.ts';
import { createTrackedFiles } from '../node/tracked-files.ts';
import { connect } from './connect.ts';

const usage: Text = {
  en: 'The DHIS2 Hosting language server is started by an editor: node server.js --stdio',
  fr: 'Le serveur de langage DHIS2 Hosting est lancé par un éditeur : node server.js --stdio',
};

/** A file of settings is a thousandth of it. */
const mostBytes = 16 * 1024 * 1024;

/** Whatever the reason, a file that cannot be read says nothing. */
async function readText(uri: string): Promise<string | undefined> {
  if (!uri.startsWith('file:')) return undefined;
  try {
    const file = fileURLToPath(uri);
    const stats = await stat(file);
    // Whatever a manifest names must not be a pipe that never ends.
    return stats.isFile() && stats.size <= mostBytes ? await readFile(file, 'utf8') : undefined;
  } catch {
    return undefined;
  }
}

const machine = { readText, isTracked: createTrackedFiles(), localFile };

if (process.argv.includes('--stdio')) {
  // The library ends the process when stdin ends, and when the process named by `initialize` is gone.
  connect(createConnection(process.stdin, process.stdout), machine);
} else if (process.send !== undefined) {
  process.once('disconnect', () => process.exit());
  connect(createConnection(new IPCMessageReader(process), new IPCMessageWriter(process)), machine);
} else {
  console.error(usage[localeOf(process.env['LC_ALL'] || process.env['LC_MESSAGES'] || process.env['LANG'])]);
  process.exitCode = 2;
}
