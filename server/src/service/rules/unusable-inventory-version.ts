import type { InventoryValue } from '../inventory/inventory-value.ts';
import { settingsIn } from '../inventory/settings-in.ts';
import { defineInventoryRule, type RulePage } from './define-rule.ts';
import { replaceFix } from './inventory-fixes.ts';

type Kind = 'integer' | 'form' | 'cut';

export const rule = defineInventoryRule<Kind>({
  id: 'unusable-inventory-version',
  category: 'correctness',
  severity: 'error',
  since: '0.1.0',
  title: { en: 'DHIS2 version that the tool cannot read', fr: "Version de DHIS2 que l'outil ne peut pas lire" },
  what: {
    en: '`dhis2_version` is not written as `2.N`, `2.N.P` or `2.N.P.H`, or is a number that loses digits.',
    fr: "`dhis2_version` n'est pas écrite `2.N`, `2.N.P` ou `2.N.P.H`, ou est un nombre qui perd des chiffres.",
  },
  source: 'dhis2-server-tools deploy/filter_plugins/custom_filters.py and deploy/roles/create-instance/tasks/set-dhis2-url.yml @ dce3c4a',
  messages: {
    integer: {
      en: '`{value}` is a whole number, for which the tool finds no release and ends with an error about NoneType. Write `2.{value}`.',
      fr: "`{value}` est un nombre entier, pour lequel l'outil ne trouve aucune version et s'arrête sur une erreur NoneType. Écrivez `2.{value}`.",
    },
    form: {
      en: '`{value}` is no release that the tool knows, and the run ends. Write it as `2.42` or `2.42.1`.',
      fr: "`{value}` n'est pas une version que l'outil connaît, et l'exécution s'arrête. Écrivez-la comme `2.42` ou `2.42.1`.",
    },
    cut: {
      en: 'Without quotes `{value}` is the number {read}, and DHIS2 `{taken}` is installed. Put the version in quotes that stay.',
      fr: 'Sans guillemets, `{value}` est le nombre {read}, et DHIS2 `{taken}` est installé. Mettez la version entre guillemets qui restent.',
    },
  },
  check(context, report) {
    for (const { assignment } of settingsIn(context)) {
      if (assignment.name !== 'dhis2_version') continue;
      const { value, valueSpan: span } = assignment;
      const written = context.text.slice(span.start, span.end).trim();
      const found = problemOf(value, written);
      if (found === undefined) continue;
      const { kind, args, meant } = found;
      report({ message: kind, args, span, fixes: meant === undefined ? [] : [replaceFix(span, meant, true)] });
    }
  },
});

type Found = { readonly kind: Kind; readonly args: { readonly [name: string]: string }; readonly meant?: string | undefined };

function problemOf(value: InventoryValue, written: string): Found | undefined {
  switch (value.kind) {
    case 'int':
      return /^(?:3\d|4\d)$/.test(value.text)
        ? { kind: 'integer', args: { value: value.text }, meant: `2.${value.text}` }
        : { kind: 'form', args: { value: value.text } };
    case 'float': {
      const taken = Number(value.text).toFixed(2);
      if (!/^2\./.test(value.text)) return { kind: 'form', args: { value: value.text }, meant: withTwo(value.text) };
      // Behind a number a comment may follow.
      const [digits = ''] = /^[\d.]+/.exec(written.replace(/^["']/, '')) ?? [];
      return digits.length > taken.length && Number(digits).toFixed(2) === taken && digits !== taken
        ? { kind: 'cut', args: { value: digits, read: value.text, taken } }
        : undefined;
    }
    case 'string': {
      const text = value.text.trim();
      if (text === '' || /\{[{%]/.test(text) || /^2\.\d+(?:\.\d+){0,2}$/.test(text)) return undefined;
      return { kind: 'form', args: { value: text }, meant: withTwo(text.replace(/^v/i, '')) };
    }
    default:
      return undefined;
  }
}

/** `42.1` is what people say for 2.42.1. */
function withTwo(text: string): string | undefined {
  if (/^2\.\d+(?:\.\d+){0,2}$/.test(text)) return text;
  return /^[34]\d(?:\.\d+){0,2}$/.test(text) ? `2.${text}` : undefined;
}

const instance = '[instances]\ndhis create_db=yes dhis2_version=';

export const page = {
  why: {
    en: 'The run ends deep in a filter, with a message that does not name the variable, or installs another release.',
    fr: "L'exécution s'arrête au fond d'un filtre, avec un message qui ne nomme pas la variable, ou installe une autre version.",
  },
  todo: {
    en: 'Write the number with its leading 2. `2.40` needs no quotes: the tool writes two decimals again.',
    fr: "Écrivez le numéro avec son 2 initial. `2.40` n'a pas besoin de guillemets : l'outil récrit deux décimales.",
  },
  good: [
    { text: `${instance}2.40\n` },
    { text: `${instance}2.42.1.1\n` },
    { text: `${instance}"{{ release }}"\n` },
    { text: 'dhis2_version: 2.40\n', file: 'inventory/host_vars/dhis', beside: { '../hosts': `${instance}2.42\n` } },
  ],
  bad: [
    { text: `${instance}42\n#                                ^^ integer\n`, fixed: `${instance}2.42\n` },
    { text: `${instance}v2.42\n#                                ^^^^^ form\n`, fixed: `${instance}2.42\n` },
    { text: `${instance}42.1\n#                                ^^^^ form\n`, fixed: `${instance}2.42.1\n` },
    {
      text: 'dhis2_version: 2.100\n#              ^^^^^ cut\n',
      file: 'inventory/host_vars/dhis',
      beside: { '../hosts': `${instance}2.42\n` },
    },
  ],
} satisfies RulePage;
