/** The program. The exit code is set rather than forced, so that what is still in a pipe gets out. */
import process from 'node:process';
import { exitCodes, type Operate, run } from '@dhis2-hosting/server/cli';

// A reader that has seen enough (`| head`) closes the pipe; there is nobody left to tell.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

/** Only the first one: who presses it twice wants to be out. */
function interrupted(): AbortSignal {
  const pressed = new AbortController();
  process.once('SIGINT', () => pressed.abort());
  return pressed.signal;
}

/** Loaded by the first command that reaches a host: a check of files needs no SSH. */
const operate: Operate = async (...given) => (await import('./operate.ts')).operate(...given);

const { stdin, stdout, stderr, env } = process;
run(process.argv.slice(2), { stdin, stdout, stderr, env, cwd: process.cwd(), interrupted }, operate)
  .then((code) => {
    process.exitCode = code;
  })
  .catch((error: unknown) => {
    // Left alone, Node would end with 1, which means "there are findings".
    console.error(error);
    process.exitCode = exitCodes.cannotRun;
  });
