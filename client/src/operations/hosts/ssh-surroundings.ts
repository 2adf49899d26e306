/** The user's own computer as from-manifest.ts needs it: SSH configuration, account, environment, default keys. */
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import path from 'node:path';
import type { Message } from '@dhis2-hosting/server/service';
import { OperationError } from '../errors.ts';
import { reason } from '../texts.ts';
import { codeOf } from '../transport/known-hosts-file.ts';
import type { LocalUser } from '../transport/ssh-config.ts';
import { loadSshConfig, type SshConfigReader, type SshConfigSource, SshConfigSyntaxError } from '../transport/ssh-config-file.ts';
import type { HostSurroundings } from './from-manifest.ts';

/** `host` names what is being connected to, for the message when the configuration cannot be read. */
export async function readHostSurroundings(
  host: string,
  options: { readonly home: string; readonly env: LocalUser['env']; readonly configFile?: string; readonly systemConfigFile?: string },
): Promise<HostSurroundings> {
  const { home, env } = options;
  const userFile = options.configFile ?? path.posix.join(forward(home), '.ssh', 'config');
  const systemFile = options.systemConfigFile ?? '/etc/ssh/ssh_config';
  const sources: readonly SshConfigSource[] = [
    { file: userFile, includeRoot: path.posix.join(forward(home), '.ssh') },
    { file: systemFile, includeRoot: path.posix.dirname(systemFile) },
  ];
  try {
    const sshConfig = await loadSshConfig(sources, forward(home), diskReader);
    return { sshConfig, local: { name: userInfo().username, home, env }, exists: existsSync };
  } catch (error) {
    const file = error instanceof SshConfigSyntaxError ? error.file : userFile;
    throw new OperationError('ssh-config-unreadable', host, { file, detail: whyUnreadable(error) }, error);
  }
}

function whyUnreadable(error: unknown): string | Message {
  return error instanceof SshConfigSyntaxError ? reason('badSyntax') : codeOf(error);
}

function forward(file: string): string {
  return file.replaceAll('\\', '/');
}

const diskReader: SshConfigReader = {
  read: (file) => readFile(file, 'utf8').catch(missing(undefined)),
  list: (folder) => readdir(folder).catch(missing<readonly string[]>([])),
};

function missing<T>(instead: T): (error: unknown) => T {
  return (error) => {
    const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR') return instead;
    throw error;
  };
}
