/** A host as the programs that are compared reach it. */
import type { HostAddress } from '../client/src/operations/index.ts';

export type Place = {
  readonly address: string;
  readonly port: number;
  readonly user: string;
  readonly identityFile: string;
  /** `SHA256:...` */
  readonly hostKey: string | undefined;
};

export function addressOf({ address, port, user, identityFile, hostKey }: Place): HostAddress {
  return { name: 'bench', address, port, user, identityFiles: [identityFile], agent: undefined, hostKeyPin: hostKey, jumps: [] };
}

export const noQuestions = {
  password: async () => undefined,
  passphrase: async () => undefined,
  sudoPassword: async () => undefined,
  answers: async () => undefined,
  trustNewHostKey: async () => false,
};

/** For ssh and scp: nothing of the person's own configuration, and no question about the key. */
export function opensshOptions({ port, identityFile }: Place, portFlag: '-p' | '-P' = '-p'): readonly string[] {
  const options = ['StrictHostKeyChecking=no', 'UserKnownHostsFile=/dev/null', 'LogLevel=ERROR', 'BatchMode=yes', 'IdentitiesOnly=yes'];
  return ['-F', 'none', portFlag, String(port), '-i', identityFile, ...options.flatMap((option) => ['-o', option])];
}
