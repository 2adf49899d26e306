/**
 * The servers that a manifest is measured with: ours, and those for YAML and JSON that most editors use. These are no
 * dependencies of the product: bench/package.json names them, and they are installed when they are first measured.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { nodeArguments } from '../client/src/vscode/language-client/node-arguments.ts';
import type { Format } from './generate-manifest.ts';
import type { StartedServer } from './lsp-process.ts';

export type Contestant = StartedServer & {
  readonly name: string;
  readonly format: Format;
  /** Of the document. */
  readonly fileName: string;
  /** It says all that the rules find, and not only what breaks the schema. */
  readonly hasRules: boolean;
};

const here = path.dirname(fileURLToPath(import.meta.url));
const schema = pathToFileURL(path.join(here, '../schemas/hosting-manifest.schema.json')).href;

export const ours: Contestant = {
  name: 'ours',
  serverFile: path.join(here, '../dist/server.js'),
  nodeArguments,
  format: 'yaml',
  fileName: 'dhis2-hosting.yaml',
  settings: {},
  hasRules: true,
};

/** They have the schema and no rules. */
export async function installedPeers(): Promise<readonly Contestant[]> {
  const modules = path.join(here, 'node_modules');
  if (!existsSync(path.join(modules, 'yaml-language-server'))) {
    console.log('installing the servers to compare with into bench/node_modules');
    await promisify(execFile)('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: here });
  }
  return [
    {
      name: 'YAML server',
      serverFile: path.join(modules, 'yaml-language-server/bin/yaml-language-server'),
      nodeArguments: [],
      format: 'yaml',
      fileName: 'plan.yaml',
      settings: {
        yaml: { validate: true, completion: true, hover: true, schemaStore: { enable: false }, schemas: { [schema]: ['plan.yaml'] } },
      },
      hasRules: false,
    },
    {
      name: 'JSON server',
      serverFile: path.join(modules, 'vscode-langservers-extracted/bin/vscode-json-language-server'),
      nodeArguments: [],
      format: 'json',
      fileName: 'plan.json',
      settings: { json: { validate: { enable: true }, schemas: [{ fileMatch: ['plan.json'], url: schema }] } },
      hasRules: false,
    },
  ];
}
