/** docs/steps.md in both languages: each step with a case of its tests, planned anew, so that no page shows a false change. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { type HostingManifest, type Locale, locales, type Message, render, type Text } from '@dhis2-hosting/server/service';
import { makePlan, type Plan } from '../../client/src/operations/plan.ts';
import { viewPlan } from '../../client/src/operations/plan-view.ts';
import type { Facts } from '../../client/src/operations/probe.ts';
import type { Risk, Step, Target } from '../../client/src/operations/step.ts';
import { type GeneratedFile, root } from '../generate.ts';

const words = {
  generated: {
    en: '<!-- Generated from client/src/operations/steps. Do not edit: run `npm run generate`. -->',
    fr: '<!-- Produit à partir de client/src/operations/steps. Ne pas modifier : lancez `npm run generate`. -->',
  },
  title: { en: 'Steps', fr: 'Étapes' },
  intro: {
    en: 'What provisioning brings about on a host, in this order; after that, what is done with one instance. Each step looks at facts of the host first and does nothing where it is already so. What it would change is shown as a plan; then it is changed and verified, and undone by itself when either fails.',
    fr: 'Ce que la mise en service réalise sur un hôte, dans cet ordre ; ensuite, ce qui se fait avec une instance. Chaque étape examine d’abord des faits de l’hôte et ne fait rien si tout est déjà en place. Ce qu’elle modifierait est montré dans un plan ; puis la modification est faite, vérifiée, et annulée d’elle-même si l’une ou l’autre échoue.',
  },
  step: { en: 'Step', fr: 'Étape' },
  risk: { en: 'Risk', fr: 'Risque' },
  undone: { en: 'Undone by itself', fr: 'Annulée d’elle-même' },
  controls: { en: 'Controls', fr: 'Contrôles' },
  yes: { en: 'yes', fr: 'oui' },
  no: { en: 'no', fr: 'non' },
  nothing: { en: 'changes nothing', fr: 'ne modifie rien' },
  needs: { en: 'Comes after: {list}.', fr: 'Vient après : {list}.' },
  facts: { en: 'Looks at: {list}.', fr: 'Examine : {list}.' },
  example: { en: 'For example ({name}):', fr: 'Par exemple ({name}) :' },
} as const satisfies Readonly<Record<string, Text>>;

const risks: Readonly<Record<Risk, Text>> = {
  safe: { en: 'none', fr: 'aucun' },
  restart: { en: 'a service is away for a moment', fr: 'un service s’interrompt un moment' },
  'lock-out': {
    en: 'may lock people out: undone by the host unless a new connection confirms it',
    fr: 'peut exclure des personnes : annulée par l’hôte si une nouvelle connexion ne la confirme pas',
  },
  data: { en: 'data: never undone by itself', fr: 'données : jamais annulée d’elle-même' },
};

type Case = {
  readonly manifest?: HostingManifest;
  readonly now?: number;
  readonly moment?: number;
  readonly told?: Target['told'];
  readonly facts: object;
};
/** A plan of this step alone. */
type Example = { readonly name: string; readonly plan: Plan };
type Tests = {
  readonly factsOf: (answers: object) => Facts;
  readonly everyStep: () => readonly Step[];
  readonly stepsOf: (manifest: HostingManifest, moment?: number) => readonly Step[];
  readonly whole: HostingManifest;
  readonly overAcme: HostingManifest;
};

/** The tests import generators, so their types are not in reach here. */
async function tests(): Promise<Tests> {
  return (await import(pathToFileURL(path.join(root, 'test/support/facts.ts')).href)) as Tests;
}

const nameOf = ({ id }: Step): string => id.replace(/:.*$/, '');

export async function generate(): Promise<readonly GeneratedFile[]> {
  const support = await tests();
  const target: Target = { manifest: support.overAcme, host: 'app-1', instance: 'hmis', now: 0 };
  const steps = support.everyStep();
  const documented = steps.filter((step, index) => steps.findIndex((other) => nameOf(other) === nameOf(step)) === index);
  const examples = new Map(documented.map((step) => [nameOf(step), examplesOf(nameOf(step), support)]));
  return locales.map((locale) => {
    const lines = documented.flatMap((step) => section(step, target, telling(examples.get(nameOf(step))), locale));
    const rows = documented.map((step) => tableRow(step, examples.get(nameOf(step)) ?? [], locale));
    const say = (id: keyof typeof words) => words[id][locale];
    const head = [`| ${[say('step'), say('risk'), say('undone'), say('controls')].join(' | ')} |`, '| --- | --- | --- | --- |'];
    const text = [say('generated'), '', `# ${say('title')}`, '', say('intro'), '', ...head, ...rows, '', ...lines].join('\n');
    return { path: `docs/steps${locale === 'en' ? '' : `.${locale}`}.md`, content: `${text.trimEnd()}\n` };
  });
}

/** The cases of its tests in which it changes something, by name. */
function examplesOf(name: string, { whole, factsOf, stepsOf }: Tests): readonly Example[] {
  const folder = path.join(root, 'test/operations/steps', name);
  const isOfEveryHost = stepsOf({ version: 1 }).some((step) => nameOf(step) === name);
  return readdirSync(folder)
    .sort()
    .flatMap((entry) => {
      const {
        manifest = isOfEveryHost ? { version: 1 as const } : whole,
        now = 1_795_934_872,
        moment,
        told,
        facts,
      } = readCase(path.join(folder, entry));
      const target: Target = { manifest, host: 'app-1', instance: 'hmis', now: now * 1000, ...(told === undefined ? {} : { told }) };
      const step = stepsOf(manifest, moment === undefined ? undefined : moment * 1000).find((each) => nameOf(each) === name);
      if (step === undefined) return [];
      const { plan, work } = makePlan({ id: name, title: step.title, steps: () => [step] }, target, factsOf(facts));
      return work.length > 0 ? [{ name: entry.replace(/\.json$/, ''), plan }] : [];
    });
}

/** Of a bare host, where there is such a case. */
function telling(examples: readonly Example[] = []): Example | undefined {
  return examples.find(({ name }) => name.startsWith('bare')) ?? examples[0];
}

function readCase(file: string): Case {
  return JSON.parse(readFileSync(file, 'utf8')) as Case;
}

function tableRow(step: Step, examples: readonly Example[], locale: Locale): string {
  const planned = examples.flatMap(({ plan }) => plan.steps);
  const undone = step.risk !== 'data' && planned.some((each) => each.state === 'will-change' && each.undo);
  const cells = [
    `[${step.title[locale]}](#${nameOf(step)})`,
    planned.length === 0 ? words.nothing[locale] : risks[step.risk][locale],
    planned.length === 0 ? '' : words[undone ? 'yes' : 'no'][locale],
    step.controls.join(', '),
  ];
  return `| ${cells.join(' | ')} |`;
}

function section(step: Step, target: Target, example: Example | undefined, locale: Locale): readonly string[] {
  const say = (id: keyof typeof words, args: Message['args'] = {}) => render({ text: words[id], args }, locale);
  const facts = [...new Set(Object.values(step.needs(target)).map(({ id }) => `\`${id.replace(/:.*$/s, '')}\``))];
  const after = (step.after ?? []).map((id) => `[\`${id.replace(/:.*$/, '')}\`](#${id.replace(/:.*$/, '')})`);
  const shown = example === undefined ? [] : viewPlan(example.plan, locale, quoted).steps;
  return [
    `<a id="${nameOf(step)}"></a>`,
    '',
    `## ${step.title[locale]}`,
    '',
    step.why[locale],
    '',
    `- ${say('facts', { list: facts.join(', ') })}`,
    ...(after.length > 0 ? [`- ${say('needs', { list: after.join(', ') })}`] : []),
    '',
    ...(example === undefined ? [] : [say('example', { name: `\`${example.name}\`` }), '']),
    ...shown.flatMap(({ lines }) => lines.map((line) => `- ${line}`)),
    '',
    ...shown.flatMap(({ patches }) => patches.flatMap(({ text }) => ['```diff', text, '```', ''])),
  ];
}

/** Signs that Markdown or HTML would take for their own. */
function quoted(text: string): string {
  return text.replace(/[\\`*_{}[\]<>&#|~]/g, '\\$&');
}
