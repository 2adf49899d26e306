/** The server as a worker of the browser. */
import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { connect } from './connect.ts';

const worker = globalThis as unknown as DedicatedWorkerGlobalScope;
connect(createConnection(new BrowserMessageReader(worker), new BrowserMessageWriter(worker)), { readText: async () => undefined });
