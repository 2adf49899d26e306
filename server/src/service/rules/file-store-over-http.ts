import { isWithin } from '../catalogue/versions.ts';
import { effectiveValue, isDecidedLater, setEntry } from '../conf/effective.ts';
import { hostOf, isPrivateHost } from '../conf/hosts.ts';
import { placeInValue } from '../conf/place-in-value.ts';
import { message } from '../messages.ts';
import type { ConfContext } from './context.ts';
import { defineConfRule, type RulePage } from './define-rule.ts';

export const rule = defineConfRule<'clearText'>({
  id: 'file-store-over-http',
  category: 'security',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'File store over HTTP', fr: 'Stockage de fichiers en HTTP' },
  what: {
    en: '`filestore.endpoint` begins with `http://` and names a server outside of private networks.',
    fr: '`filestore.endpoint` commence par `http://` et désigne un serveur hors des réseaux privés.',
  },
  source: 'dhis2-docs src/sysadmin/reference/file-storage.md; dhis2-core JCloudsStore',
  messages: {
    clearText: {
      en: 'Files of users travel to `{host}` unencrypted. Use `https://` if that server offers it.',
      fr: 'Les fichiers des utilisateurs vont à `{host}` sans chiffrement. Employez `https://` si ce serveur le propose.',
    },
  },
  check(conf, report) {
    const entry = setEntry(conf, 'filestore.endpoint');
    if (entry === undefined || isDecidedLater(entry.value) || !isEndpointUsed(conf)) return;
    const host = /^http:/i.test(entry.value) ? hostOf(entry.value) : undefined;
    if (host === undefined || isPrivateHost(host)) return;
    const span = placeInValue(conf.text, entry, 0, 'http://'.length);
    const title = message({ en: 'Change to `https://`', fr: 'Remplacer par `https://`' });
    report({ message: 'clearText', args: { host }, span, fixes: [{ title, edits: [{ span, newText: 'https://' }], preferred: false }] });
  },
});

export const page = {
  why: {
    en: 'Uploaded documents and images of patients travel unencrypted; whoever stands in between reads them, or puts other files in their place.',
    fr: "Les documents envoyés et les images de patients voyagent sans chiffrement ; quiconque se trouve entre les deux les lit, ou met d'autres fichiers à leur place.",
  },
  todo: {
    en: 'Give the store a certificate and use `https://`. The example of the documentation with `http://` is right only for a server on a private network.',
    fr: "Donnez un certificat au stockage et employez `https://`. L'exemple en `http://` de la documentation ne convient qu'à un serveur sur un réseau privé.",
  },
  good: [
    { text: 'filestore.provider = s3\nfilestore.endpoint = https://minio.example.org\n' },
    { text: 'filestore.provider = s3\nfilestore.endpoint = http://minio:9000\n' },
    { text: 'filestore.provider = s3\nfilestore.endpoint = http://10.1.2.3:9000\n' },
    { text: 'filestore.provider = s3\nfilestore.endpoint = http://${MINIO}:9000\n' },
    { text: 'filestore.endpoint = http://minio.example.org\n' },
    { text: 'filestore.provider = aws-s3\nfilestore.endpoint = http://minio.example.org\n' },
  ],
  bad: [
    { text: 'filestore.provider = s3\nfilestore.endpoint = http://minio.example.org:9000\n#                    ^^^^^^^ clearText\n' },
    {
      text: 'filestore.provider = aws-s3\nfilestore.endpoint = http://203.0.113.4\n#                    ^^^^^^^ clearText\n',
      dhis2Version: '2.44',
    },
  ],
} satisfies RulePage;

/** Amazon's own addresses are built in, unless the release lets the endpoint replace them. */
function isEndpointUsed(conf: ConfContext): boolean {
  const provider = effectiveValue(conf, 'filestore.provider');
  if (provider.from === 'nowhere' || effectiveValue(conf, 'filestore.endpoint').from !== 'file') return false;
  return provider.value === 's3' || (provider.value === 'aws-s3' && isWithin(conf.version, { since: '2.44' }));
}
