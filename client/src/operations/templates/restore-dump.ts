/** The program that restores a dump of others beside the live database; it goes with the step and stays nowhere. */
import { loaderSource } from './restore-dump/loader.ts';
import { mainSource } from './restore-dump/main.ts';
import { readerSource } from './restore-dump/reader.ts';

export const restoreDumpProgram = `${readerSource}${loaderSource}${mainSource}`;
