/** Name and version of the product for the server and the command line, from the one manifest. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type GeneratedFile, generatedHead, root } from '../generate.ts';

export async function generate(): Promise<readonly GeneratedFile[]> {
  const { version } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as { version: string };
  const content = `${generatedHead('product.ts')}
export const productVersion = '${version}';
`;
  return [{ path: 'server/src/service/generated/product.ts', content }];
}
