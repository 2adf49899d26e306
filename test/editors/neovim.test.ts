/** The lines for Neovim in the guide, in a Neovim where there is one. */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { serverBundle, serviceBundles } from '../support/bundles.ts';
import { deadlineMs } from '../support/lsp-peer.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const guides = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../docs/guides');
const isHere = spawnSync('nvim', ['--version']).error === undefined;

/** Waits for diagnostics and a hover, prints them, and ends. */
const look = `
local found = vim.wait(20000, function() return #vim.diagnostic.get(0) > 0 end, 20)
local told = {}
for _, one in ipairs(vim.diagnostic.get(0)) do
  table.insert(told, { line = one.lnum, message = one.message, source = one.source })
end
local hover = nil
local answers = vim.lsp.buf_request_sync(0, 'textDocument/hover', vim.lsp.util.make_position_params(), 20000) or {}
for _, answer in pairs(answers) do hover = answer.result end
io.stdout:write(vim.fn.json_encode({ diagnostics = told, hover = hover or vim.NIL }))
vim.cmd(found and 'qall!' or 'cquit 1')
`;

type Seen = {
  readonly diagnostics: readonly { readonly line: number; readonly message: string; readonly source: string }[];
  readonly hover: { readonly contents: { readonly value: string } } | null;
};

describe('Neovim', { skip: !isHere, timeout: 2 * deadlineMs }, () => {
  const cases: readonly (readonly [guide: string, finding: RegExp])[] = [
    ['other-editors.md', /Did you mean `max\.sessions\.per_user`/],
    ['other-editors.fr.md', /Vouliez-vous dire `max\.sessions\.per_user`/],
  ];
  for (const [guide, finding] of cases) {
    test(`as ${guide} sets it up`, async (t) => {
      const [, lua] = /```lua\n([\s\S]*?)```/.exec(await readFile(path.join(guides, guide), 'utf8')) ?? [];
      assert.ok(lua !== undefined);
      const home = await temporaryFolder(t, {
        'init.lua': lua,
        'look.lua': look,
        'site/dhis.conf': 'max.sesions.per_user = 3\nserver.https = on\n',
      });
      await mkdir(path.join(home, '.local/lib/dhis2-hosting'), { recursive: true });
      await copyFile(await serverBundle(), path.join(home, '.local/lib/dhis2-hosting/server.js'));
      for (const file of await serviceBundles()) await copyFile(file, path.join(home, '.local/lib/dhis2-hosting', path.basename(file)));

      const args = [
        '--headless',
        '-i',
        'NONE',
        '-n',
        '-u',
        path.join(home, 'init.lua'),
        '+2',
        'dhis.conf',
        '-S',
        path.join(home, 'look.lua'),
      ];
      const env = { PATH: process.env['PATH'], HOME: home, XDG_CONFIG_HOME: home, XDG_DATA_HOME: home, XDG_STATE_HOME: home, TERM: 'dumb' };
      const editor = spawn('nvim', args, { cwd: path.join(home, 'site'), env, stdio: ['ignore', 'pipe', 'pipe'] });
      let stdout = '';
      let stderr = '';
      editor.stdout.setEncoding('utf8').on('data', (chunk: string) => {
        stdout += chunk;
      });
      editor.stderr.setEncoding('utf8').on('data', (chunk: string) => {
        stderr += chunk;
      });
      const [code] = await once(editor, 'close');
      assert.equal(code, 0, stderr);
      const { diagnostics, hover } = JSON.parse(stdout) as Seen;
      assert.ok(
        diagnostics.some(({ line, message, source }) => line === 0 && finding.test(message) && source === 'dhis2-hosting'),
        stdout,
      );
      assert.match(hover?.contents.value ?? '', /server\.https|HTTPS/);
    });
  }
});
