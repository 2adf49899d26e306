// Runs other programs for the scripts that people start before anything is installed; plain JavaScript for that reason.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

/** First program of these names on PATH, or undefined. @param {...string} names @returns {string | undefined} */
export function findProgram(...names) {
  const endings = process.platform === 'win32' ? ['.exe', '.cmd'] : [''];
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter(Boolean);
  return names
    .flatMap((name) => folders.flatMap((folder) => endings.map((ending) => path.join(folder, name + ending))))
    .find((file) => existsSync(file));
}

/**
 * Runs a program to its end and keeps what it printed. Never rejects: a program that cannot be started has the code 127.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions & { onOutput?: (text: string) => void }} [options]
 * @returns {Promise<{ code: number, stdout: string, stderr: string }>}
 */
export function run(command, args, { onOutput, ...options } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
    let stdout = '';
    let stderr = '';
    child.stdout?.setEncoding('utf8').on('data', (text) => {
      stdout += text;
      onOutput?.(text);
    });
    child.stderr?.setEncoding('utf8').on('data', (text) => {
      stderr += text;
      onOutput?.(text);
    });
    child.on('error', (error) => resolve({ code: 127, stdout, stderr: `${stderr}${error.message}\n` }));
    child.on('close', (code) => resolve({ code: code ?? 1, stdout, stderr }));
  });
}

/** npm as the person started it, or the one on PATH. @param {readonly string[]} args @param {Parameters<typeof run>[2]} [options] */
export function npm(args, options) {
  const quiet = [...args, '--no-audit', '--no-fund', '--loglevel', 'error'];
  const cli = process.env.npm_execpath;
  if (cli?.endsWith('.js')) return run(process.execPath, [cli, ...quiet], options);
  // npm is a script on Windows, which only a shell starts; nothing here comes from outside.
  return run('npm', quiet, { shell: process.platform === 'win32', ...options });
}

/** npm, or an Error that holds what it printed. @param {readonly string[]} args @param {Parameters<typeof run>[2]} [options] */
export async function npmOrFail(args, options) {
  const result = await npm(args, options);
  if (result.code !== 0) throw new Error(`npm ${args.join(' ')}: ${lastLines(result.stderr || result.stdout)}`);
  return result.stdout;
}

/** @param {string} text @param {number} [count] */
export function lastLines(text, count = 15) {
  return text
    .trimEnd()
    .split('\n')
    .slice(-count)
    .map((line) => line.slice(0, 300))
    .join('\n');
}
