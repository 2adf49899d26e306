import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  createLanguageService,
  defaultSettings,
  formatVersion,
  type NamedConf,
  newestRelease,
  type Settings,
} from '../../../server/src/service/index.ts';
import { confDocument } from '../../support/service.ts';

const named: NamedConf = {
  file: 'file:///opt/dhis2/dhis.conf',
  uri: 'file:///opt/dhis2/dhis.conf',
  version: '2.38',
  instance: 'hmis',
  manifestUri: 'file:///opt/dhis2-hosting.yaml',
  span: { start: 0, end: 0 },
};

function service(settings: Partial<Settings>, namedConf: NamedConf | undefined) {
  return createLanguageService({
    locale: 'en',
    settings: () => ({ ...defaultSettings, ...settings }),
    rulePage: () => undefined,
    today: () => '2026-11-23',
    minuteOfDay: () => 0,
    namedConf: (uri) => (uri === named.file ? namedConf : undefined),
    onInternalError: (where, error) => assert.fail(`${where}: ${String(error)}`),
  });
}

describe('the version of a dhis.conf', () => {
  const line = '# dhis2-version: 2.36\n';
  const set: Partial<Settings> = { dhis2Version: '2.40' };
  const cases: readonly (readonly [
    text: string,
    named: NamedConf | undefined,
    settings: Partial<Settings>,
    version: string,
    origin: string,
  ])[] = [
    [line, named, set, '2.36', 'line'],
    ['# dhis2-version: soon\n', named, set, '2.38', 'manifest'],
    ['', named, set, '2.38', 'manifest'],
    ['', named, { ...set, versionFrom: 'repository' }, '2.38', 'manifest'],
    ['', { ...named, version: '42.1' }, {}, '2.42.1', 'manifest'],
    ['', { ...named, version: 'soon' }, set, '2.40', 'setting'],
    ['', undefined, { ...set, versionFrom: 'repository' }, '2.40', 'repository'],
    ['', undefined, set, '2.40', 'setting'],
    ['', undefined, {}, newestRelease, 'newest'],
  ];
  for (const [text, conf, settings, version, origin] of cases) {
    test(`${JSON.stringify(text)}, manifest ${conf?.version}, settings ${JSON.stringify(settings)}: ${version}`, () => {
      const checked = service(settings, conf).checkedVersion(confDocument(text));
      assert.ok(checked);
      assert.deepEqual([formatVersion(checked.version), checked.origin], [version, origin]);
      assert.equal(checked.named, conf);
    });
  }

  test('findings are those of the version that the manifest names', () => {
    const document = confDocument('changelog.tracker = on\n');
    const rules = (conf: NamedConf | undefined) =>
      service({}, conf)
        .findings(document)
        .map(({ rule }) => rule);
    assert.deepEqual(rules(named), []);
    assert.deepEqual(rules({ ...named, version: '2.43' }), ['removed-key']);
  });
});
