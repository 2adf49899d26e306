/** The server as a process: `--stdio`, or the channel of Node to its parent. */
import { createConnection, IPCMessageReader, IPCMessageWriter } from 'vscode-languageserver/node';
import { localeOf, type Text } from '#service/announced.ts';
import { connect, type Initialized } from './connect.ts';
import { createDoorway } from './doorway.ts';

const texts = {
  usage: {
    en: 'The DHIS2 Hosting language server is started by an editor: node server.js --stdio',
    fr: 'Le serveur de langage DHIS2 Hosting est lancé par un éditeur : node server.js --stdio',
  },
  incomplete: {
    en: 'The DHIS2 Hosting language server ends: service.js is missing beside server.js. Copy both files out of the extension.',
    fr: "Le serveur de langage DHIS2 Hosting s'arrête : service.js manque à côté de server.js. Copiez les deux fichiers de l'extension.",
  },
} satisfies Record<string, Text>;

function end(text: Text): never {
  console.error(text[localeOf(process.env['LC_ALL'] || process.env['LC_MESSAGES'] || process.env['LANG'])]);
  process.exit(2);
}

/** The library sends an answer one turn of the event loop after it was given; what is loaded in that turn would overtake it. */
async function answerSent(): Promise<void> {
  for (let turn = 0; turn < 2; turn++) await new Promise((resolve) => setImmediate(resolve));
}

async function load() {
  await answerSent();
  try {
    const [{ serve }, { machine }] = await Promise.all([import('./serve.ts'), import('./machine.ts')]);
    return (initialized: Initialized) => serve(initialized, machine);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND') end(texts.incomplete);
    throw error;
  }
}

const doorway = createDoorway();
if (process.argv.includes('--stdio')) {
  // The library ends the process when stdin ends, and when the process named by `initialize` is gone.
  connect(createConnection(process.stdin, process.stdout, doorway.options), doorway, load);
} else if (process.send !== undefined) {
  process.once('disconnect', () => process.exit());
  connect(createConnection(new IPCMessageReader(process), new IPCMessageWriter(process), doorway.options), doorway, load);
} else {
  end(texts.usage);
}
