/** The public face of the command line: what the client needs to add the commands that reach hosts. */
export { replaceFile } from './fix/replace-file.ts';
export { type ExitCode, exitCodes, type Io } from './io.ts';
export type { OperationName } from './operation-rows.ts';
export type { ParsedArguments } from './parse-arguments.ts';
export { type Operate, run } from './run.ts';
