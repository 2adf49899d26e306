import { effectiveValue } from '../conf/effective.ts';
import { wholeNumber } from '../conf/pools.ts';
import { fieldSpan } from '../manifest/items.ts';
import { bytesOf, diskInWords } from '../manifest/quantities.ts';
import { message } from '../messages.ts';
import { confOfInstance } from '../project/conf-of-instance.ts';
import type { Project, ProjectItem } from '../project/project.ts';
import { relatedPlace } from '../project/related-place.ts';
import { tenantsOfProxy } from '../project/tenants.ts';
import { defineManifestRule, type RulePage } from './define-rule.ts';
import { changeFieldFix } from './version-fixes.ts';

export const rule = defineManifestRule<'smaller'>({
  id: 'upload-limit-of-proxy',
  category: 'correctness',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Proxy that refuses files that DHIS2 accepts', fr: 'Mandataire qui refuse des fichiers que DHIS2 accepte' },
  what: {
    en: '`maxUploadSize` of a proxy is smaller than `max.file_upload_size` of an instance behind it.',
    fr: "`maxUploadSize` d'un mandataire est plus petit que `max.file_upload_size` d'une instance derrière lui.",
  },
  source: 'dhis2-docs src/sysadmin/reference/reverse_proxy_nginx.md; dhis2-core ConfigurationKey @ 2.43.1',
  messages: {
    smaller: {
      en: 'Uploads to `{instance}` may have {wanted}, and this proxy refuses them beyond {limit}: people see an error that DHIS2 knows nothing of. Allow at least {wanted}.',
      fr: 'Les envois à `{instance}` peuvent atteindre {wanted}, et ce mandataire les refuse au-delà de {limit} : on voit une erreur que DHIS2 ignore. Autorisez au moins {wanted}.',
    },
  },
  each: {
    proxies(proxy, { project, uri }, report) {
      const limit = bytesOf(proxy.fields.maxUploadSize);
      const largest = limit === undefined ? undefined : largestUpload(project, proxy);
      if (limit === undefined || largest === undefined || largest.bytes <= limit) return;
      const { conf, bytes, instance } = largest;
      const written = effectiveValue(conf, key);
      const place = message({ en: 'The limit of the instance', fr: "La limite de l'instance" });
      report({
        message: 'smaller',
        args: { instance: instance.name, wanted: diskInWords(bytes), limit: diskInWords(limit) },
        span: fieldSpan(proxy, 'maxUploadSize'),
        related: written.from === 'file' ? [relatedPlace(uri, conf, written.entry.entry.key.span, place)] : [],
        fixes: changeFieldFix(proxy, ['maxUploadSize'], `${Math.ceil(bytes / 1e6)} MB`, false),
      });
    },
  },
});

const key = 'max.file_upload_size';

type Upload = {
  readonly bytes: number;
  readonly instance: ProjectItem<'instances'>;
  readonly conf: NonNullable<ReturnType<typeof confOfInstance>>;
};

function largestUpload(project: Project, proxy: ProjectItem<'proxies'>): Upload | undefined {
  const uploads = tenantsOfProxy(project, proxy).flatMap((instance) => {
    const conf = confOfInstance(project, instance);
    const bytes = conf && wholeNumber(conf, key);
    return conf === undefined || bytes === undefined ? [] : [{ bytes, instance, conf }];
  });
  return uploads.reduce<Upload | undefined>((most, one) => (most === undefined || one.bytes > most.bytes ? one : most), undefined);
}

export const page = {
  why: {
    en: 'Pictures and documents of a certain size fail for no reason that the log of DHIS2 tells.',
    fr: "Les images et documents d'une certaine taille échouent sans raison visible dans le journal de DHIS2.",
  },
  todo: {
    en: 'Allow a little more in the proxy than in DHIS2 (`client_max_body_size` of nginx, `LimitRequestBody` of Apache); imports of metadata may be larger still.',
    fr: 'Autorisez un peu plus dans le mandataire que dans DHIS2 (`client_max_body_size` de nginx, `LimitRequestBody` d’Apache) ; les imports de métadonnées peuvent être plus grands encore.',
  },
  good: [
    {
      text: [
        'version: 1',
        'proxies:',
        '  - { name: front, host: web-1, kind: nginx, serverNames: [hmis.example.org], maxUploadSize: 100 MB }',
        '  - { name: open, host: web-1, kind: nginx, serverNames: [emis.example.org] }',
        '  - { name: small, host: web-1, kind: nginx, serverNames: [lessons.example.org], maxUploadSize: 1 MB }',
        'instances:',
        '  - { name: hmis, host: web-1, proxy: front, config: dhis.conf }',
        '  - { name: emis, host: web-1, proxy: open, config: dhis.conf }',
        '  - { name: lessons, host: web-1, proxy: small }',
        '  - { name: old, host: web-1, proxy: small, config: dhis.conf, dhis2Version: "2.38" }',
        '',
      ].join('\n'),
      beside: { 'dhis.conf': 'connection.url = jdbc:postgresql:dhis2\nmax.file_upload_size = 100000000\n' },
    },
  ],
  bad: [
    {
      text: [
        'version: 1',
        'proxies:',
        '  - name: front',
        '    host: web-1',
        '    kind: nginx',
        '    serverNames: [hmis.example.org]',
        '    maxUploadSize: 20 MB',
        '    #              ^^^^^ smaller',
        '  - name: second',
        '    host: web-1',
        '    kind: nginx',
        '    serverNames: [emis.example.org]',
        '    maxUploadSize: 1 MB',
        '    #              ^^^^ smaller',
        'instances:',
        '  - { name: hmis, host: web-1, proxy: front, config: large.dhis.conf }',
        '  - { name: emis, host: web-1, proxy: second, config: dhis.conf }',
        '',
      ].join('\n'),
      beside: {
        'large.dhis.conf': 'connection.url = jdbc:postgresql:dhis2\nmax.file_upload_size = 50000000\n',
        'dhis.conf': 'connection.url = jdbc:postgresql:dhis2\n',
      },
    },
  ],
} satisfies RulePage;
