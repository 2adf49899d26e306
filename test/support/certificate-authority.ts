/** A certificate authority of a test, by openssl in a folder of its own. */
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export type CertificateAuthority = {
  /** PEM. */
  readonly root: string;
  /** The chain for a request in DER, PEM. */
  sign(request: Buffer, names: readonly string[]): string;
  remove(): void;
};

export function certificateAuthority(): CertificateAuthority {
  const folder = mkdtempSync(path.join(tmpdir(), 'authority-'));
  const read = (file: string) => readFileSync(path.join(folder, file), 'utf8');
  const openssl = (words: string, ...more: readonly string[]) =>
    execFileSync('openssl', [...words.split(' '), ...more], { cwd: folder, stdio: ['ignore', 'ignore', 'ignore'] });
  openssl('req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 -keyout ca.key -out ca.pem', '-subj', '/CN=Test CA');
  return {
    root: read('ca.pem'),
    sign(request, names) {
      writeFileSync(path.join(folder, 'csr.der'), request);
      writeFileSync(path.join(folder, 'ext'), `subjectAltName=${names.map((name) => `DNS:${name}`).join(',')}\n`);
      const serial = `0x${randomBytes(8).toString('hex')}`;
      openssl(`x509 -req -inform DER -in csr.der -CA ca.pem -CAkey ca.key -set_serial ${serial} -days 90 -extfile ext -out new.pem`);
      return read('new.pem') + read('ca.pem');
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}
