import { compareVersions, parseVersion, releaseOf } from '../catalogue/versions.ts';
import { message } from '../messages.ts';
import { placeInPlan } from '../project/related-place.ts';
import { defineConfRule, type RulePage } from './define-rule.ts';

export const rule = defineConfRule<'release' | 'patch'>({
  id: 'version-not-as-planned',
  category: 'compatibility',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Another DHIS2 version than the plan says', fr: 'Une autre version de DHIS2 que celle du plan' },
  what: {
    en: 'The line `# dhis2-version:` and `dhis2Version` of the instance in the manifest differ. The line in the file decides for which version the file is checked.',
    fr: "La ligne `# dhis2-version:` et `dhis2Version` de l'instance dans le manifeste diffèrent. C'est la ligne du fichier qui décide pour quelle version il est vérifié.",
  },
  source: 'schemas/hosting-manifest.schema.json, dhis2Version',
  messages: {
    release: {
      en: 'This file is checked for {written}, and the plan says that `{instance}` runs {planned}: keys may be judged for the wrong release. Delete the line, or correct one of the two.',
      fr: "Ce fichier est vérifié pour {written}, et d'après le plan `{instance}` exécute {planned} : des clés peuvent être jugées pour la mauvaise version. Supprimez la ligne, ou corrigez l'une des deux.",
    },
    patch: {
      en: 'The patch is {written} here and {planned} in the plan. Delete the line, so that the plan counts, or correct one of the two.',
      fr: "Le correctif est {written} ici et {planned} dans le plan. Supprimez la ligne, pour que le plan compte, ou corrigez l'une des deux.",
    },
  },
  check({ versionLine, placement }, report) {
    const written = versionLine?.version;
    const instance = written === undefined ? undefined : placement()?.instance;
    const planned = parseVersion(instance?.fields.dhis2Version ?? '');
    if (versionLine === undefined || written === undefined || instance === undefined || planned === undefined) return;
    const isOther = releaseOf(written) !== releaseOf(planned);
    if (!isOther && (written.length < 3 || planned.length < 3 || compareVersions(written, planned) === 0)) return;
    const version = instance.fields.dhis2Version ?? '';
    const title = message({ en: 'Change to `{value}`', fr: 'Remplacer par `{value}`' }, { value: version });
    report({
      message: isOther ? 'release' : 'patch',
      args: { written: versionLine.written, planned: version, instance: instance.name },
      span: versionLine.span,
      severity: isOther ? 'warning' : 'info',
      related: [placeInPlan(instance, 'dhis2Version')],
      fixes: [{ title, edits: [{ span: versionLine.span, newText: version }], preferred: false }],
    });
  },
});

const plan = (version: string): { readonly 'dhis2-hosting.yaml': string } => ({
  'dhis2-hosting.yaml': `version: 1\ninstances:\n  - { name: hmis, host: web-1, config: dhis.conf${version} }\n`,
});

export const page = {
  why: {
    en: 'After an upgrade one of the two is forgotten, and the check then finds fault with keys that are right, or misses those that are gone.',
    fr: "Après une mise à niveau, l'une des deux est oubliée ; la vérification critique alors des clés correctes, ou manque celles qui ont disparu.",
  },
  todo: {
    en: 'Delete the line in the file: the version in the manifest then counts, and there is one place to keep up to date.',
    fr: "Supprimez la ligne du fichier : la version du manifeste compte alors, et il n'y a qu'un endroit à tenir à jour.",
  },
  good: [
    { text: '# dhis2-version: 2.42\n', beside: plan(', dhis2Version: "42.1"') },
    { text: '# dhis2-version: 2.42.1\n', beside: plan(', dhis2Version: "42.1"') },
    { text: '# dhis2-version: 2.42\n', beside: plan('') },
    { text: '# dhis2-version: soon\n', beside: plan(', dhis2Version: "2.42"') },
    { text: '# dhis2-version: 2.41\n' },
  ],
  bad: [
    { text: '# dhis2-version: 2.41\n#                ^^^^ release\n', beside: plan(', dhis2Version: "2.42.1"') },
    { text: '# dhis2-version: 42.0.1\n#                ^^^^^^ patch\n', beside: plan(', dhis2Version: "2.42.1"') },
  ],
} satisfies RulePage;
