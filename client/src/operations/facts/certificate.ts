/** A certificate on a host: until when it is valid, for which names, and whether its key fits. */
import { defineFact, type Fact, readPairs } from '../fact.ts';
import { snippet } from '../script.ts';

export type CertificateState =
  | { readonly kind: 'missing' }
  | {
      readonly kind: 'there';
      /** Seconds since 1970. */
      readonly expires: number;
      readonly names: readonly string[];
      readonly selfSigned: boolean;
      readonly keyFits: boolean;
      /** Where a link leads, else the file itself. */
      readonly file: string;
      /** Others than root and a group can read the key. */
      readonly keyOpen: boolean;
    };

const script = `
certificate=$1 key=$2
[ -e "$certificate" ] && [ -e "$key" ] || { echo missing; exit 0; }
expires=$(openssl x509 -in "$certificate" -noout -enddate) || exit 3
printf 'expires=%s\\n' "$(date -d "\${expires#*=}" +%s)"
printf 'names=%s\\n' "$(openssl x509 -in "$certificate" -noout -ext subjectAltName 2> /dev/null | tr ', ' '\\n\\n' | sed -n 's/^\\(DNS:\\|Address:\\)//p' | tr '\\n' ' ')"
if [ "$(openssl x509 -in "$certificate" -noout -subject_hash)" = "$(openssl x509 -in "$certificate" -noout -issuer_hash)" ]; then echo selfSigned=yes; fi
if [ "$(openssl x509 -in "$certificate" -noout -pubkey)" = "$(openssl pkey -in "$key" -pubout 2> /dev/null)" ]; then echo keyFits=yes; fi
printf 'file=%s\\n' "$(readlink -f -- "$certificate")"
case $(stat -L -c %a -- "$key") in *0) ;; *) echo keyOpen=yes ;; esac
`;

export function certificate(path: string, key: string): Fact<CertificateState> {
  return defineFact<CertificateState>({
    id: `certificate:${path}`,
    script: snippet('certificate', script, path, key),
    parse: ({ code, out }) => {
      if (code !== 0) return undefined;
      if (out === 'missing\n') return { kind: 'missing' };
      const pairs = readPairs(out);
      const [expires, file] = [pairs.get('expires') ?? '', pairs.get('file')];
      if (!/^\d+$/.test(expires) || file === undefined) return undefined;
      return {
        kind: 'there',
        expires: Number(expires),
        names: (pairs.get('names') ?? '').split(' ').filter((name) => name !== ''),
        selfSigned: pairs.get('selfSigned') === 'yes',
        keyFits: pairs.get('keyFits') === 'yes',
        file,
        keyOpen: pairs.get('keyOpen') === 'yes',
      };
    },
  });
}
