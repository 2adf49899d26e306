import { effectiveValue, isDecidedLater } from '../conf/effective.ts';
import { placeInValue } from '../conf/place-in-value.ts';
import { isOff } from '../conf/switches.ts';
import { defineConfRule, type RulePage } from './define-rule.ts';
import { removeEntryFix } from './fixes.ts';

export const rule = defineConfRule<'scripts'>({
  id: 'weak-content-security-policy',
  category: 'security',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Policy that lets uploaded scripts run', fr: "Politique qui laisse les scripts téléversés s'exécuter" },
  what: {
    en: '`csp.header.value` does not forbid scripts. DHIS2 sends it with files and pages that users uploaded.',
    fr: "`csp.header.value` n'interdit pas les scripts. DHIS2 l'envoie avec les fichiers et pages que des utilisateurs ont téléversés.",
  },
  source: 'dhis2-core, the controllers that read CSP_HEADER_VALUE @ 2.36.12.1 and later; W3C Content Security Policy Level 3',
  messages: {
    scripts: {
      en: "This policy does not forbid scripts, so those in uploaded files run with the rights of whoever opens them. Keep `script-src 'none';`, or delete the line.",
      fr: "Cette politique n'interdit pas les scripts : ceux des fichiers téléversés s'exécutent avec les droits de qui les ouvre. Gardez `script-src 'none';`, ou supprimez la ligne.",
    },
  },
  check(conf, report) {
    const policy = effectiveValue(conf, 'csp.header.value');
    if (policy.from !== 'file' || policy.value === '' || isDecidedLater(policy.value)) return;
    if (forbidsScripts(policy.value) || isOff(conf, 'csp.enabled')) return;
    report({
      message: 'scripts',
      span: placeInValue(conf.text, policy.entry),
      fixes: [removeEntryFix(policy.entry.entry, conf.lines, false)],
    });
  },
});

export const page = {
  why: {
    en: "Whoever may upload a file can put a script into it, and it runs with the rights of the colleague who opens it. `'self'` does not help: the uploaded file comes from DHIS2 itself.",
    fr: "Qui peut téléverser un fichier peut y mettre un script, et celui-ci s'exécute avec les droits du collègue qui l'ouvre. `'self'` n'y change rien : le fichier téléversé vient de DHIS2 même.",
  },
  todo: {
    en: "Delete the line: the default is `script-src 'none';`. If you need further rules, keep that part in front of them.",
    fr: "Supprimez la ligne : la valeur par défaut est `script-src 'none';`. S'il vous faut d'autres règles, gardez cette partie devant.",
  },
  good: [
    { text: "csp.header.value = script-src 'none';\n" },
    { text: "csp.header.value = default-src 'none'; img-src 'self'\n" },
    { text: "csp.header.value = sandbox; default-src 'self'\n" },
    { text: "csp.header.value = script-src 'sha256-abc='; frame-ancestors 'self'\n" },
    { text: 'csp.header.value = ${CSP}\n' },
    { text: "csp.enabled = off\ncsp.header.value = default-src 'self'\n" },
  ],
  bad: [
    { text: "csp.header.value = script-src 'self' 'unsafe-inline'\n#                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ scripts\n" },
    { text: "csp.header.value = frame-ancestors 'self';\n#                  ^^^^^^^^^^^^^^^^^^^^^^^ scripts\n" },
    {
      text: "csp.header.value = default-src 'self'; sandbox allow-scripts\n#                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ scripts\n",
    },
  ],
} satisfies RulePage;

/** Of a directive that comes twice, the first counts. */
function forbidsScripts(policy: string): boolean {
  const directives = new Map<string, readonly string[]>();
  for (const directive of policy.toLowerCase().split(';')) {
    const [name, ...words] = directive.trim().split(/\s+/);
    if (name !== undefined && !directives.has(name)) directives.set(name, words);
  }
  const sandbox = directives.get('sandbox');
  if (sandbox !== undefined && !sandbox.includes('allow-scripts')) return true;
  const sources = directives.get('script-src') ?? directives.get('default-src');
  return sources?.every((source) => source === "'none'" || source === "'report-sample'" || isSingleScript(source)) === true;
}

/** A hash or a nonce names a script that somebody looked at. */
const isSingleScript = (source: string) => /^'(?:sha\d+|nonce)-/.test(source);
