import { isPlaceholderHost } from '../conf/hosts.ts';
import { textAt } from '../tools-ng/containers-document.ts';
import { isSampleName, nameInUrl } from '../tools-ng/names.ts';
import { changeText } from './containers-fixes.ts';
import { defineContainersRule, type RulePage } from './define-rule.ts';

export const rule = defineContainersRule<'address' | 'notAName' | 'sample' | 'rewritten'>({
  id: 'unusable-public-name',
  category: 'correctness',
  severity: 'error',
  since: '0.1.0',
  title: { en: 'Public name that gets no certificate', fr: "Nom public qui n'obtient pas de certificat" },
  what: {
    en: '`fqdn` is a name and nothing besides: no `https://`, no path, no port. One name serves all instances, which differ by their path.',
    fr: "`fqdn` est un nom et rien d'autre : ni `https://`, ni chemin, ni port. Un seul nom sert toutes les instances, qui se distinguent par leur chemin.",
  },
  source:
    'bobjolliffe/dhis2-tools-ng setup/ssl_setup.sh (`certbot -d`), setup/containers/*_proxy_postsetup, setup/change_webserver.sh; RFC 1123, 2.1',
  messages: {
    address: {
      en: '`{value}` is an address; the proxy and the certificate need the name alone. Write `{name}`.',
      fr: "`{value}` est une adresse ; le mandataire et le certificat n'ont besoin que du nom. Écrivez `{name}`.",
    },
    notAName: {
      en: '`{value}` is no host name: the proxy does not answer for it, and no certificate is given. A name has letters, digits, dashes and dots.',
      fr: "`{value}` n'est pas un nom d'hôte : le mandataire n'y répond pas, et aucun certificat n'est délivré. Un nom a des lettres, des chiffres, des tirets et des points.",
    },
    sample: {
      en: '`{value}` is left over from a sample: the request for a certificate fails. Write the name under which people reach the server.',
      fr: "`{value}` vient d'un modèle : la demande de certificat échoue. Écrivez le nom sous lequel on atteint le serveur.",
    },
    rewritten: {
      en: '`change_webserver.sh` replaces the text `{word}` wherever it stands in the file, and so in this name. Correct the name after you have run it.',
      fr: "`change_webserver.sh` remplace le texte `{word}` partout dans le fichier, donc aussi dans ce nom. Corrigez le nom après l'avoir lancé.",
    },
  },
  check({ document, isSample }, report) {
    const fqdn = textAt(document, ['fqdn']);
    if (fqdn === undefined || fqdn.value === '') return;
    const { value, span } = fqdn;
    const name = nameInUrl(value);
    const word = /nginx|apache2/.exec(value)?.[0];
    if (isSampleName(value) || isPlaceholderHost(value)) {
      if (!isSample) report({ message: 'sample', args: { value }, span });
    } else if (isHostName(value)) {
      if (word !== undefined) report({ message: 'rewritten', severity: 'info', args: { word }, span });
    } else if (name !== undefined && isHostName(name)) {
      report({ message: 'address', args: { value, name }, span, fixes: [changeText(span, name, true)] });
    } else report({ message: 'notAName', args: { value }, span });
  },
});

/** Letters of other scripts are written in another form on the wire, and may be right here. */
const isHostName = (name: string): boolean =>
  name.length <= 253 && /^(?!-)[\p{L}\p{N}_-]{1,63}(?:\.(?!-)[\p{L}\p{N}_-]{1,63})*\.?$/u.test(name) && !/-(?:\.|$)/.test(name);

export const page = {
  why: {
    en: "Let's Encrypt refuses the request, and after a few of them every further one for a week.",
    fr: "Let's Encrypt refuse la demande et, après quelques-unes, toute autre pendant une semaine.",
  },
  todo: {
    en: 'Write the name that leads to this machine in the DNS, such as `dhis.health.example.org`.',
    fr: 'Écrivez le nom qui mène à cette machine dans le DNS, comme `dhis.sante.example.org`.',
  },
  good: [
    { text: '{\n  "fqdn": "dhis.health.example.org",\n  "proxy": "nginx"\n}\n' },
    { text: '{\n  "fqdn": "localhost",\n  "proxy": "nginx"\n}\n' },
    { text: '{\n  "fqdn": "xxx.xxx.xxx",\n  "proxy": "nginx"\n}\n', file: 'containers.json.sample' },
  ],
  bad: [
    {
      text: '{\n  "fqdn": "https://dhis.example.org/hmis"\n  #        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ address\n}\n',
      fixed: '{\n  "fqdn": "dhis.example.org"\n}\n',
    },
    {
      text: '{\n  "fqdn": "dhis.example.org:8443"\n  #        ^^^^^^^^^^^^^^^^^^^^^ address\n}\n',
      fixed: '{\n  "fqdn": "dhis.example.org"\n}\n',
    },
    { text: '{\n  "fqdn": "dhis example.org"\n  #        ^^^^^^^^^^^^^^^^ notAName\n}\n' },
    { text: '{\n  "fqdn": "xxx.xxx.xxx"\n  #        ^^^^^^^^^^^ sample\n}\n' },
    { text: '{\n  "fqdn": "nginx.example.org"\n  #        ^^^^^^^^^^^^^^^^^ rewritten\n}\n' },
  ],
} satisfies RulePage;
