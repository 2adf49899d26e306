import { isMap, isScalar, type Pair } from 'yaml';
import { message, type Text } from '../messages.ts';
import { near } from '../text/similarity.ts';
import { type ContainersDocument, containersOf, textAt } from '../tools-ng/containers-document.ts';
import { locate } from '../yaml/path-at.ts';
import { spanOf } from '../yaml/plain-data.ts';
import { type SchemaFinding, schemaFindings } from '../yaml/schema-errors.ts';
import { type Path, type SchemaType, schemaAt } from '../yaml/schema-walk.ts';
import { changeText } from './containers-fixes.ts';
import { defineContainersRule, type Report, type Reporter, type RulePage } from './define-rule.ts';

type MessageId = 'missing' | 'empty' | 'wrongType' | 'noContainers' | 'noneOf' | 'similarField' | 'wrongFile';

const typeNames: { readonly [T in SchemaType]: Text } = {
  array: { en: 'a list: `[...]`', fr: 'une liste : `[...]`' },
  boolean: { en: '`true` or `false`', fr: '`true` ou `false`' },
  integer: { en: 'a whole number', fr: 'un nombre entier' },
  null: { en: '`null`', fr: '`null`' },
  number: { en: 'a number', fr: 'un nombre' },
  object: { en: 'a group of fields: `{...}`', fr: 'un groupe de champs : `{...}`' },
  string: { en: 'a text: `"..."`', fr: 'un texte : `"..."`' },
};

export const rule = defineContainersRule<MessageId>({
  id: 'containers-schema-violation',
  category: 'correctness',
  severity: 'error',
  since: '0.1.0',
  title: {
    en: 'containers.json with fields that the scripts cannot use',
    fr: 'containers.json dont les scripts ne peuvent utiliser les champs',
  },
  what: {
    en: 'A field is missing, empty, mistyped, or of another kind than the scripts expect.',
    fr: "Un champ manque, est vide, mal orthographié, ou d'une autre nature que ne l'attendent les scripts.",
  },
  source: 'schemas/tools-ng-containers.schema.json; bobjolliffe/dhis2-tools-ng setup/parse_config.sh, setup/create_containers.sh',
  messages: {
    missing: {
      en: '{owner} lacks {fields}: the scripts go on with the text `null` in its place. Add what is missing.',
      fr: '{owner} : il manque {fields}, et les scripts continuent avec le texte `null` à la place. Ajoutez ce qui manque.',
    },
    empty: {
      en: '`{field}` is empty, and the scripts go on without. Fill it in.',
      fr: '`{field}` est vide, et les scripts continuent sans. Complétez-le.',
    },
    wrongType: {
      en: '`{field}` must be {type}; the scripts cannot use anything else.',
      fr: "`{field}` doit être {type} ; les scripts ne peuvent rien faire d'autre chose.",
    },
    noContainers: {
      en: '`containers` is an empty list, so that nothing is made. Add the containers.',
      fr: "`containers` est une liste vide : rien n'est créé. Ajoutez les conteneurs.",
    },
    noneOf: {
      en: '`{field}` must be one of {values}.',
      fr: "`{field}` doit valoir l'une de ces valeurs : {values}.",
    },
    similarField: {
      en: 'No script reads `{field}`, and it is ignored without a word. Did you mean `{suggestion}`?',
      fr: 'Aucun script ne lit `{field}`, et il est ignoré sans un mot. Vouliez-vous dire `{suggestion}` ?',
    },
    wrongFile: {
      en: 'A `containers.json` is one group of fields: `{ "fqdn": ..., "containers": [...] }`.',
      fr: 'Un `containers.json` est un seul groupe de champs : `{ "fqdn": ..., "containers": [...] }`.',
    },
  },
  check({ text, document }, report) {
    const [part] = document.parts;
    if (part === undefined) return;
    const slips = new Set([...containersPaths(document)].flatMap((path) => reportSlips(document, path, report)));
    for (const finding of schemaFindings(text, part, part.violations, document.schema)) {
      const told = reportOf(finding, slips);
      if (told !== undefined) report(told);
    }
    for (const path of requiredTexts(document)) {
      const found = textAt(document, path);
      if (found?.value === '') report({ message: 'empty', args: { field: String(path.at(-1)) }, span: found.span });
    }
  },
});

/** Of these, other values are told by rules of their own. */
const toldElsewhere: ReadonlySet<unknown> = new Set(['monitoring', 'apm', 'proxy', 'type']);

/** The certificate and the monitoring need these; containers are made without them all the same. */
const lesser: ReadonlySet<string> = new Set(['email', 'monitoring']);

function reportOf(finding: SchemaFinding, slips: ReadonlySet<string>): Report<MessageId> | undefined {
  const { path, span } = finding;
  const last = path.at(-1);
  const field = typeof last === 'number' ? `${path.at(-2)}[${last + 1}]` : (last ?? '');
  switch (finding.kind) {
    case 'missing': {
      const fields = finding.fields.filter((name) => !slips.has(placeOf([...path, name])));
      if (fields.length === 0) return undefined;
      const owner =
        path.length === 0 ? message({ en: 'The file', fr: 'Le fichier' }) : message({ en: '`{field}`', fr: '`{field}`' }, { field });
      const args = { owner, fields: fields.map((name) => `\`${name}\``).join(', ') };
      return { message: 'missing', args, span, ...(fields.every((name) => lesser.has(name)) && { severity: 'warning' as const }) };
    }
    case 'empty':
      return { message: 'wrongType', args: { field, type: message(typeNames[finding.type]) }, span };
    case 'wrongType':
      if (path.length === 0) return { message: 'wrongFile', span };
      return { message: 'wrongType', args: { field, type: message(typeNames[finding.type]) }, span };
    case 'wrongValue': {
      if (toldElsewhere.has(last) || finding.value === '') return undefined;
      const values = finding.allowed.map((value) => `\`${value}\``).join(', ');
      const inside = { start: span.start + 1, end: span.end - 1 };
      const fixes = near(String(finding.value), finding.allowed.map(String)).map((name) => changeText(inside, name, false));
      return { message: 'noneOf', args: { field, values }, span, fixes };
    }
    case 'tooFew':
      return { message: 'noContainers', span };
    // A number or truth value becomes a text in the script.
    default:
      return undefined;
  }
}

const placeOf = (path: Path): string => path.join('/');

/** The objects whose fields are known. */
function containersPaths(document: ContainersDocument): readonly Path[] {
  return [[], ...containersOf(document).map(({ index }) => ['containers', index])];
}

/** Unknown fields are ignored and may be notes, so only those that are meant to be known ones are told. The places of these. */
function reportSlips(document: ContainersDocument, path: Path, report: Reporter<MessageId>): readonly string[] {
  const node = locate(document.json.tree, path)?.value;
  if (!isMap(node)) return [];
  const keys = (node.items as Pair[]).flatMap(({ key }) => (isScalar(key) ? [key] : []));
  const present = new Set(keys.map(({ value }) => String(value)));
  const known = Object.keys(schemaAt(document.schema, path)?.properties ?? {});
  const free = known.filter((name) => !present.has(name));
  return keys.slice(0, mostFields).flatMap((key) => {
    const field = String(key.value);
    const names = known.includes(field) ? [] : near(field, free);
    const [suggestion] = names;
    if (suggestion === undefined) return [];
    const { start, end } = spanOf(key);
    const span = { start: start + 1, end: end - 1 };
    report({ message: 'similarField', args: { field, suggestion }, span, fixes: names.map((name, i) => changeText(span, name, i === 0)) });
    return [placeOf([...path, suggestion])];
  });
}

/** A file with more of them is no `containers.json`. */
const mostFields = 100;

function requiredTexts(document: ContainersDocument): readonly Path[] {
  const own: readonly Path[] = [['fqdn'], ['email'], ['monitoring'], ['proxy']];
  return [...own, ...containersOf(document).flatMap(({ index }) => ['name', 'ip', 'type'].map((field) => ['containers', index, field]))];
}

const whole = (containers: string, more = '') =>
  `{\n  "fqdn": "dhis.example.org",\n  "email": "hosting@health.gov.gh",\n  "monitoring": "munin",\n  "proxy": "nginx",\n${more}  "containers": [\n${containers}  ]\n}\n`;
const proxy = '    { "name": "proxy", "ip": "192.168.0.2", "type": "nginx_proxy" }\n';

export const page = {
  why: {
    en: 'The scripts do not check what they read: a field that is missing becomes the text `null`, a mistyped one is ignored.',
    fr: "Les scripts ne vérifient pas ce qu'ils lisent : un champ manquant devient le texte `null`, un champ mal orthographié est ignoré.",
  },
  todo: {
    en: 'Correct the field as the message says. Completion (Ctrl+Space) lists the fields that belong in a place.',
    fr: "Corrigez le champ comme l'indique le message. La complétion (Ctrl+Espace) liste les champs possibles à un endroit.",
  },
  good: [
    { text: whole(proxy, '  "note": { "moved": true },\n  "environment": { "TZ": "Africa/Accra", "WORKERS": 4 },\n') },
    {
      text: whole(
        '    { "name": "logger", "ip": "192.168.0.100", "type": "journal_logger", "storage": "fs", "directory": "/mnt/logs", "guestos_version": 22.04 }\n',
      ),
    },
  ],
  bad: [
    { text: whole('    { "name": "proxy", "type": "nginx_proxy" }\n    # ^^^^^^ missing\n') },
    { text: whole('    { "name": "logger", "ip": "192.168.0.100", "type": "journal_logger" }\n    # ^^^^^^ missing\n') },
    {
      text: '{\n  "fqdn": "dhis.example.org",\n# ^^^^^^ missing\n  "proxy": "nginx",\n  "containers": [{ "name": "proxy", "ip": "192.168.0.2", "type": "nginx_proxy" }]\n}\n',
    },
    { text: whole('    { "name": "", "ip": "192.168.0.2", "type": "nginx_proxy" }\n    #         ^^ empty\n') },
    { text: whole(proxy, '  "environment": [{ "TZ": "UTC" }],\n  #              ^^^^^^^^^^^^^^^^^ wrongType\n') },
    { text: whole(proxy, '  "environment": { "TZ": null },\n  #                ^^^^ wrongType\n') },
    { text: whole('').replace('"containers": [\n  ]', '"containers": []\n  #             ^^ noContainers') },
    {
      text: whole(
        '    { "name": "logger", "ip": "192.168.0.100", "type": "journal_logger", "storage": "disk", "directory": "/mnt/logs" }\n    #                                                                               ^^^^^^ noneOf\n',
      ),
    },
    {
      text: whole(
        '    { "nane": "proxy", "ip": "192.168.0.2", "type": "nginx_proxy" }\n    #  ^^^^ similarField\n',
        '  "enviroment": { "TZ": "UTC" },\n#  ^^^^^^^^^^ similarField\n',
      ),
      fixed: whole(proxy, '  "environment": { "TZ": "UTC" },\n'),
    },
    { text: '["nginx_proxy"]\n#^^^^^^^^^^^^^^ wrongFile\n' },
  ],
} satisfies RulePage;
