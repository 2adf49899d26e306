/** The program. The exit code is set rather than forced, so that what is still in a pipe gets out. */
import process from 'node:process';
import { exitCodes } from './io.ts';
import { run } from './run.ts';

// A reader that has seen enough (`| head`) closes the pipe; there is nobody left to tell.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

const io = { stdin: process.stdin, stdout: process.stdout, stderr: process.stderr, env: process.env, cwd: process.cwd() };
run(process.argv.slice(2), io)
  .then((code) => {
    process.exitCode = code;
  })
  .catch((error: unknown) => {
    // Left alone, Node would end with 1, which means "there are findings".
    console.error(error);
    process.exitCode = exitCodes.cannotRun;
  });
