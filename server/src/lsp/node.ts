/** The server as a process: `--stdio`, or the channel of Node to its parent. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { createConnection, IPCMessageReader, IPCMessageWriter } from 'vscode-languageserver/node';
import { localeOf, type Message, message, render, serviceFiles, type Text } from '#service/announced.ts';
import { connect, type Initialized } from './connect.ts';
import { createDoorway } from './doorway.ts';

const texts = {
  usage: {
    en: 'The DHIS2 Hosting language server is started by an editor: node server.js --stdio',
    fr: 'Le serveur de langage DHIS2 Hosting est lancé par un éditeur : node server.js --stdio',
  },
  incomplete: {
    en: 'The DHIS2 Hosting language server ends: {files} is missing beside server.js. Copy server.js and all files service*.js out of the extension.',
    fr: "Le serveur de langage DHIS2 Hosting s'arrête : {files} manque à côté de server.js. Copiez server.js et tous les fichiers service*.js de l'extension.",
  },
} satisfies Record<string, Text>;

function end(said: Message): never {
  console.error(render(said, localeOf(process.env['LC_ALL'] || process.env['LC_MESSAGES'] || process.env['LANG'])));
  process.exit(2);
}

/** The library sends an answer one turn of the event loop after it was given; what is loaded in that turn would overtake it. */
async function answerSent(): Promise<void> {
  for (let turn = 0; turn < 2; turn++) await new Promise((resolve) => setImmediate(resolve));
}

async function load() {
  await answerSent();
  // Most are read much later; who copied too few of them learns it now.
  const missing = serviceFiles.filter((file) => !existsSync(path.join(__dirname, file)));
  if (missing.length > 0) end(message(texts.incomplete, { files: missing.join(', ') }));
  const [{ serve }, { machine }] = await Promise.all([import('./serve.ts'), import('./machine.ts')]);
  return (initialized: Initialized) => serve(initialized, machine);
}

const doorway = createDoorway();
if (process.argv.includes('--stdio')) {
  // The library ends the process when stdin ends, and when the process named by `initialize` is gone.
  connect(createConnection(process.stdin, process.stdout, doorway.options), doorway, load);
} else if (process.send !== undefined) {
  process.once('disconnect', () => process.exit());
  connect(createConnection(new IPCMessageReader(process), new IPCMessageWriter(process), doorway.options), doorway, load);
} else {
  end(message(texts.usage));
}
