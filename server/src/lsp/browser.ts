/** The server as a worker of the browser. */
import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { connect, type Initialized } from './connect.ts';
import { createDoorway } from './doorway.ts';
import { serve } from './serve.ts';

/** A worker is one file, read whole before it runs. */
const load = async () => (initialized: Initialized) => serve(initialized, { readText: async () => undefined });

const worker = globalThis as unknown as DedicatedWorkerGlobalScope;
const doorway = createDoorway();
connect(createConnection(new BrowserMessageReader(worker), new BrowserMessageWriter(worker), doorway.options), doorway, load);
