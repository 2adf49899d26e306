import type { Fix } from '../findings.ts';
import type { Assignment } from '../inventory/ini-ast.ts';
import { firstOf, formatAddress, parseNetwork } from '../inventory/ipv4.ts';
import { isContainer, plainText, settingsIn } from '../inventory/settings-in.ts';
import { hasForm } from '../inventory/value-forms.ts';
import { variableTypeTexts } from '../inventory/variable-types.ts';
import { type Variable, variableNamed } from '../inventory/variables.ts';
import { message } from '../messages.ts';
import { near } from '../text/similarity.ts';
import { defineInventoryRule, type Report, type RulePage } from './define-rule.ts';
import { changeToFixes } from './fixes.ts';
import { replaceFix } from './inventory-fixes.ts';

type Kind = 'choice' | 'state' | 'onLxd' | 'form' | 'trueOnly' | 'quotedTrue' | 'quoted' | 'minor' | 'networkAddress' | 'list';

export const rule = defineInventoryRule<Kind>({
  id: 'wrong-inventory-value',
  category: 'correctness',
  severity: 'error',
  since: '0.1.0',
  title: { en: 'Value that the tool cannot use', fr: "Valeur que l'outil ne peut pas employer" },
  what: {
    en: 'A variable of dhis2-server-tools has a value that ends the run, or that counts as another one.',
    fr: "Une variable de dhis2-server-tools a une valeur qui arrête l'exécution, ou qui compte comme une autre.",
  },
  source: 'schemas/server-tools, read from dhis2-server-tools @ dce3c4a',
  messages: {
    choice: {
      en: '`{value}` is none of the values of `{name}`, and the run ends where it is read. Write one of: {values}.',
      fr: "`{value}` n'est aucune des valeurs de `{name}`, et l'exécution s'arrête là où elle est lue. Écrivez l'une de : {values}.",
    },
    state: {
      en: '`{value}` is no state the tool knows: the container is made, but no database and no place in the proxy, without an error. Write `deleted`, or remove the variable.',
      fr: "`{value}` n'est pas un état que l'outil connaît : le conteneur est créé, mais ni base de données ni place dans le proxy, sans erreur. Écrivez `deleted`, ou retirez la variable.",
    },
    onLxd: {
      en: 'The tool has no file for `{value}` on LXD, and the run ends where it includes it. Write one of: {values}.',
      fr: "L'outil n'a pas de fichier pour `{value}` sous LXD, et l'exécution s'arrête là où il l'inclut. Écrivez l'une de : {values}.",
    },
    form: {
      en: '`{value}` does not fit `{name}`, and the run fails or goes on without it. Write: {expected}.',
      fr: "`{value}` ne convient pas à `{name}`, et l'exécution échoue ou continue sans. Écrivez : {expected}.",
    },
    trueOnly: {
      en: '`{value}` counts as no: only `True` switches `{name}` on. Write `True`.',
      fr: '`{value}` compte pour non : seul `True` active `{name}`. Écrivez `True`.',
    },
    quotedTrue: {
      en: '`True` in quotes is a text and counts as no. Write `True` without quotes to switch `{name}` on.',
      fr: '`True` entre guillemets est un texte et compte pour non. Écrivez `True` sans guillemets pour activer `{name}`.',
    },
    quoted: {
      en: '`{name}` is compared with a number, and a text in quotes ends the run. Write it without quotes.',
      fr: "`{name}` est comparée à un nombre, et un texte entre guillemets arrête l'exécution. Écrivez-la sans guillemets.",
    },
    minor: {
      en: 'There is no package of PostgreSQL `{value}`: `{name}` is a major version. Write it alone, such as `16`.',
      fr: "Il n'y a pas de paquet PostgreSQL `{value}` : `{name}` est une version majeure. Écrivez-la seule, comme `16`.",
    },
    networkAddress: {
      en: '`{value}` is the network itself, which the bridge cannot have as its address. Write the gateway, such as `{gateway}`.',
      fr: '`{value}` est le réseau lui-même, que le pont ne peut pas avoir pour adresse. Écrivez la passerelle, comme `{gateway}`.',
    },
    list: {
      en: '`{name}` is a list, and a single value ends the run or counts letter by letter. Write `[...]`, or items that begin with `-` in a file of variables.',
      fr: "`{name}` est une liste, et une valeur seule arrête l'exécution ou compte lettre par lettre. Écrivez `[...]`, ou des éléments commençant par `-` dans un fichier de variables.",
    },
  },
  check(context, report) {
    const onLxd = [...context.inventory.hosts.values()].some(isContainer);
    for (const { assignment } of settingsIn(context)) {
      const row = variableNamed(assignment.name);
      if (row === undefined || row.secret === true || row.replacedBy !== undefined || row.status === 'unmerged') continue;
      const found = problemOf(row, assignment, onLxd);
      if (found !== undefined) report({ ...found, args: { name: row.name, ...found.args }, span: assignment.valueSpan });
    }
  },
});

type Found = Omit<Report<Kind>, 'span'>;

function problemOf(row: Variable, { value: written, valueSpan: span }: Assignment, onLxd: boolean): Found | undefined {
  const value = plainText(written)?.trim();
  if (value === undefined || value === '') return undefined;
  switch (row.type) {
    case 'list':
      return written.kind === 'none' ? undefined : { message: 'list' };
    case 'true-only':
      return written.kind === 'string' && /^(?:yes|on|y|t|1|true)$/i.test(value) && value !== 'true'
        ? { message: value === 'True' ? 'quotedTrue' : 'trueOnly', args: { value }, fixes: [replaceFix(span, 'True', true)] }
        : undefined;
    case 'postgresql-version':
      return ofPostgresql(written.kind, value, span);
    case 'gateway': {
      const network = parseNetwork(value);
      if (network === undefined || network.length > 30 || firstOf(network) !== network.address) break;
      const gateway = `${formatAddress(network.address + 1)}/${network.length}`;
      return { message: 'networkAddress', args: { value, gateway }, fixes: [replaceFix(span, gateway, true)] };
    }
    default:
  }
  if (row.values !== undefined) return ofChoice(row.name, row.values, value, span, onLxd);
  if (hasForm[row.type](value)) return undefined;
  const mended = mendedForm(row, value);
  return {
    message: 'form',
    args: { value, expected: message(variableTypeTexts[row.type]) },
    fixes: mended.map((text) => replaceFix(span, text, true)),
  };
}

function ofPostgresql(kind: string, value: string, span: Fix['edits'][number]['span']): Found | undefined {
  const major = /^\d+/.exec(value)?.[0];
  if (kind === 'int') return undefined;
  const fixes = major === undefined ? [] : [replaceFix(span, major, true)];
  return major === value ? { message: 'quoted', fixes } : { message: 'minor', args: { value }, fixes };
}

function ofChoice(
  name: string,
  values: readonly string[],
  value: string,
  span: Fix['edits'][number]['span'],
  onLxd: boolean,
): Found | undefined {
  if (values.includes(value)) return undefined;
  const args = { value, values: values.map((one) => `\`${one}\``).join(', ') };
  // Conditions know it; on LXD a file is included by the value before they are met.
  if (value === 'grafana/prometheus') return onLxd ? { message: 'onLxd', args, fixes: changeToFixes(span, value.split('/')) } : undefined;
  const fixes = changeToFixes(span, near(value, values));
  // Compared with one value only, and included nowhere.
  return name === 'instance_state' ? { message: 'state', args: { value }, fixes } : { message: 'choice', args, fixes };
}

/** An address of the web as a host name, a path as its last part. */
function mendedForm({ type }: Variable, value: string): readonly string[] {
  const text =
    type === 'host-name' ? /^https?:\/\/([^/:]+)/.exec(value)?.[1] : type === 'path-segment' ? value.replace(/^\/+|\/+$/g, '') : undefined;
  return text !== undefined && text !== value && hasForm[type](text) ? [text] : [];
}

const hosts = '[instances]\ndhis ansible_host=172.19.2.11 dhis2_version=2.42\n';

export const page = {
  why: {
    en: 'Ansible includes a file by the value, or hands it to a template, without looking at it first.',
    fr: "Ansible inclut un fichier d'après la valeur, ou la passe à un modèle, sans la regarder d'abord.",
  },
  todo: {
    en: 'Take one of the values that the message names; the page on variables lists all.',
    fr: 'Prenez une des valeurs que nomme le message ; la page des variables les donne toutes.',
  },
  good: [
    {
      text: `${hosts}[all:vars]\nproxy=nginx\nfqdn=\nguest_os=24.04\npostgresql_version=16\nlxd_network=172.19.2.1/24\ntimezone=Africa/Porto-Novo\nhttp_port="{{ own }}"\n`,
    },
    {
      text: `${hosts}[instances:vars]\nproxy_rewrite=no\ncreate_db=Yes\n[all:vars]\nansible_connection=ssh\nserver_monitoring=grafana/prometheus\n`,
    },
    {
      text: 'proxy_rewrite: yes\npostgresql_extensions: [postgis]\nguest_os: "22.04"\n',
      file: 'inventory/host_vars/dhis',
      beside: { '../hosts': hosts },
    },
  ],
  bad: [
    {
      text: `${hosts}[all:vars]\nproxy_rewrite="True"\n#             ^^^^^^ quotedTrue\n`,
      fixed: `${hosts}[all:vars]\nproxy_rewrite=True\n`,
    },
    {
      text: `[instances]\ndhis ansible_host=172.19.2.11 dhis2_version=2.42 instance_state=removed\n#                                                               ^^^^^^^ state\n`,
    },
    { text: `${hosts}[all:vars]\nserver_monitoring=grafana/prometheus\n#                 ^^^^^^^^^^^^^^^^^^ onLxd\n` },
    {
      text: `${hosts}[all:vars]\nproxy=ngnix\n#     ^^^^^ choice\napp_monitoring=none\n#              ^^^^ choice\nunattended_upgrades=always\n#                   ^^^^^^ form\ntimezone=Africa/Timbuctu\n#        ^^^^^^^^^^^^^^^ form\n`,
    },
    {
      text: `${hosts}[all:vars]\nfqdn=https://hmis.example.org/\n#    ^^^^^^^^^^^^^^^^^^^^^^^^^ form\nlxd_network=172.19.2.0/24\n#           ^^^^^^^^^^^^^ networkAddress\n`,
      fixed: `${hosts}[all:vars]\nfqdn=hmis.example.org\nlxd_network=172.19.2.1/24\n`,
    },
    {
      text: `[instances]\ndhis dhis2_version=2.42 proxy_rewrite=yes dhis2_base_path=/hmis\n#                                     ^^^ trueOnly\n#                                                         ^^^^^ form\n`,
      fixed: '[instances]\ndhis dhis2_version=2.42 proxy_rewrite=True dhis2_base_path=hmis\n',
    },
    {
      text: `postgresql_version: '16'\n#                   ^^^^ quoted\npostgresql_extensions: postgis\n#                      ^^^^^^^ list\n`,
      file: 'inventory/group_vars/databases',
      beside: { '../hosts': hosts },
    },
    {
      text: `${hosts}[all:vars]\npostgresql_version=16.2\n#                  ^^^^ minor\n`,
      fixed: `${hosts}[all:vars]\npostgresql_version=16\n`,
    },
  ],
} satisfies RulePage;
