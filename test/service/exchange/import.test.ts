/** Whatever another tool has written: what is made of it is a manifest without mistakes. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { importFile, type Locale, locales, type Message, render } from '@dhis2-hosting/server/service';
import fc from 'fast-check';
import { soundPlan } from '../../../server/src/service/exchange/plan-draft.ts';
import { planText } from '../../../server/src/service/exchange/plan-text.ts';
import { parseManifest } from '../../../server/src/service/manifest/parse-manifest.ts';
import { manifestDocument, testService } from '../../support/service.ts';

const mistakes = /^(?:manifest-syntax-error|manifest-schema-violation|unknown-reference|duplicate-name|jump-host-loop)$/;
const service = testService();

/** False for what the tool itself refuses. */
function check(uri: string, text: string): boolean {
  const outcome = importFile({ uri, text }, []);
  if (typeof outcome === 'string') return false;
  const [file] = outcome.files;
  assert.ok(file !== undefined);
  const found = service.findings(manifestDocument(file.text)).filter(({ rule }) => mistakes.test(rule));
  assert.deepEqual(
    found.map(({ rule, message }) => `${rule} ${render(message, 'en')}`),
    [],
    file.text,
  );
  for (const { message } of outcome.notes) for (const locale of locales) assert.deepEqual(unfilled(message, locale), []);
  return true;
}

const word = fc.oneof(
  fc.constantFrom(
    'proxy',
    'server',
    'Server',
    'a_b',
    'a-b',
    'A.B',
    'postgres',
    'null',
    '',
    '10.0.0.1',
    '2.40',
    '4G',
    '8GB',
    'lxd',
    'ssh',
    'local',
    'ROOT',
    '-x',
    'é',
    '"',
    '#',
    'a b',
    '{{ x }}',
    '22.04',
  ),
  fc.string({ maxLength: 6 }),
);

/** Names in a text that nothing was given for; what was given may have braces of its own. */
function unfilled({ text, args }: Message, locale: Locale): readonly string[] {
  return [...text[locale].matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name).filter((name) => args[name] === undefined);
}

describe('any file becomes a sound manifest', () => {
  test('containers.json', () => {
    const value = fc.oneof(word, fc.jsonValue({ maxDepth: 2 }));
    const type = fc.constantFrom('apache_proxy', 'nginx_proxy', 'postgres', 'postgres12', 'munin_monitor', 'rsyslog_logger', 'other', 7);
    const container = fc.record({ name: value, ip: value, type: fc.oneof(type, value), guestos_version: value }, { requiredKeys: [] });
    const whole = fc.record(
      {
        fqdn: value,
        email: value,
        monitoring: fc.oneof(fc.constant('munin'), value),
        environment: fc.oneof(fc.record({ TZ: value, __proto__: value }), value),
        network: value,
        containers: fc.oneof(fc.array(container, { maxLength: 5 }), value),
      },
      { requiredKeys: ['fqdn', 'containers'] },
    );
    let made = 0;
    fc.assert(
      fc.property(whole, (data) => {
        if (check('file:///srv/setup/configs/containers.json', JSON.stringify(data))) made++;
      }),
      { numRuns: 200 },
    );
    assert.ok(made > 100, `${made} were imported`);
  });

  test('inventory/hosts', () => {
    const names = [
      'ansible_host',
      'ansible_connection',
      'ansible_port',
      'ansible_user',
      'fqdn',
      'email',
      'timezone',
      'TLS_TYPE',
      'proxy',
      'guest_os',
      'dhis2_version',
      'dhis2_base_path',
      'database_host',
      'heap_memory_size',
      'postgresql_version',
      'pg_max_connections',
      'pg_work_mem',
      'days_to_keep',
      's3_bucket',
      's3_cluster_id',
      'server_monitoring',
      'instance_state',
      'constructor',
    ];
    const setting = fc.tuple(fc.constantFrom(...names), word).map(([name, text]) => `${name}=${JSON.stringify(text)}`);
    const host = fc
      .tuple(fc.constantFrom('proxy', 'server', 'a_b', 'a-b', 'A.B', 'h[1:3]', '127.0.0.1', 'x'), fc.array(setting, { maxLength: 4 }))
      .map(([name, settings]) => [name, ...settings].join(' '));
    const group = fc
      .tuple(fc.constantFrom('web', 'databases', 'instances', 'monitoring', 'integration'), fc.array(host, { maxLength: 3 }))
      .map(([name, hosts]) => [`[${name}]`, ...hosts].join('\n'));
    const whole = fc
      .tuple(fc.array(group, { maxLength: 6 }), fc.array(setting, { maxLength: 4 }))
      .map(([groups, all]) => [...groups, '[instances]', 'hmis dhis2_version=2.42', '[all:vars]', 'guest_os=24.04', ...all, ''].join('\n'));
    let made = 0;
    fc.assert(
      fc.property(whole, (text) => {
        if (check('file:///srv/deploy/inventory/hosts', text)) made++;
      }),
      { numRuns: 200 },
    );
    assert.ok(made > 100, `${made} were imported`);
  });
});

test('a plan reads back as it was', () => {
  const text = fc.string({ unit: 'binary', maxLength: 12 });
  const host = fc.record({
    name: fc.constantFrom('a', 'b-1', '2024', 'null', 'yes', '1e3'),
    address: fc.constantFrom('h', '10.0.0.1', '1.5', 'on'),
    description: text,
  });
  fc.assert(
    fc.property(fc.uniqueArray(host, { selector: ({ name }) => name, minLength: 1 }), (hosts) => {
      const { plan, notes } = soundPlan({
        hosts,
        databases: [],
        proxies: [],
        instances: [],
        backupTargets: [],
        backups: [],
        monitoring: { tool: 'munin' },
        services: [],
      });
      assert.deepEqual(notes, []);
      assert.deepEqual(parseManifest(planText(plan, ['made'])).parts[0]?.data, plan);
    }),
    { numRuns: 500 },
  );
});
