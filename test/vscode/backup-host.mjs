// What a year of backups leaves on a host, for the pictures: the descriptions of sets, evidence of restore tests, and a timer. The
// parts are sparse files of the size that the descriptions name; that sets are really made and restored is proved in test/lab/.
const day = 86_400_000;
const folder = '/var/backups/dhis2';

/** @param {number} moment */
const iso = (moment) => new Date(moment).toISOString().replace(/\.\d+Z$/, 'Z');
/** @param {number} moment */
const idOf = (moment) => iso(moment).replaceAll(/[-:]/g, '');

/** @param {string} path @param {unknown} value */
const put = (path, value) => `mkdir -p "$(dirname '${path}')"; cat > '${path}' <<'END'\n${JSON.stringify(value)}\nEND`;

/** @param {{ instance: string, plan: string, moment: number, bytes: number }} set */
function set({ instance, plan, moment, bytes }) {
  const [id, made] = [idOf(moment), iso(moment)];
  const description = {
    ...{ v: 1, id, plan, instance, host: 'hmis-1', made, verified: iso(moment + 240_000), bytes, key: null },
    ...{ database: { migration: '2.42.2' }, parts: { 'database.dump': { bytes, sha256: '' } } },
  };
  const path = `${folder}/${instance}/${id}`;
  return `${put(`${path}/set.json`, description)}\ntruncate --size=${bytes} ${path}/database.dump`;
}

/** @param {string} instance @param {number} moment @param {string} [code] */
function drill(instance, moment, code) {
  const began = iso(moment);
  const record = {
    ...{
      v: 1,
      instance,
      plan: 'nightly',
      host: 'hmis-1',
      began,
      ended: began,
      set: idOf(moment - 3_600_000),
      made: iso(moment - 3_600_000),
    },
    ...(code === undefined
      ? {
          outcome: 'done',
          refuses: ['cut', 'empty', 'foreign', 'stale'],
          seconds: { check: 61.2, restore: 402.9, compare: 8, total: 472.1 },
        }
      : { outcome: 'failed', code, detail: 'no room left for the scratch database', seconds: {} }),
    ...{ release: '2.42.5', migration: '2.42.2', newest: began, counts: { datavalue: 18204112, organisationunit: 5120, users: 1204 } },
    ...{ postgresql: ['15.18', '15.18'], bytes: 2_400_000_000 },
  };
  return put(`/var/lib/dhis2-hosting-backup/evidence/${instance}-${idOf(moment)}.json`, record);
}

/** A script for the host. @param {number} now */
export function aYearOfBackups(now) {
  const at = (/** @type {number} */ days) => now - days * day;
  const ages = [0.4, 1.4, 2.4, 3.4, 4.4, 5.4, 6.4, 13.4, 20.4, 27.4, 57, 87, 118, 149, 179, 210, 240, 271, 301, 332];
  const hmis = ages.map((age) => ({ instance: 'hmis', plan: 'nightly', moment: at(age), bytes: Math.round(2.4e9 * (1 - age / 500)) }));
  const late = [3.4, 4.4, 7.4, 8.4, 9.4, 10.4, 20.4, 27.4].map((age) => ({
    instance: 'training',
    plan: 'daily',
    moment: at(age),
    bytes: 3.1e8,
  }));
  const copied = Object.fromEntries(hmis.slice(1).map(({ moment }) => [idOf(moment), { at: iso(moment + 600_000) }]));
  const restored = Object.fromEntries(
    [6, 10].map((i) => [idOf(hmis[i].moment), { at: iso(hmis[i].moment + day / 4), seconds: { total: 472.1 } }]),
  );
  const attempts = { nightly: { backup: { began: iso(at(0.4)), ended: iso(at(0.39)), outcome: 'done' } } };
  const timer = (/** @type {string} */ name, /** @type {string} */ when) =>
    `printf '[Timer]\\nOnCalendar=${when}\\nPersistent=false\\n[Install]\\nWantedBy=timers.target\\n' > /etc/systemd/system/${name}.timer
printf '[Service]\\nType=oneshot\\nExecStart=true\\n' > /etc/systemd/system/${name}.service\nsystemctl daemon-reload; systemctl start ${name}.timer`;
  return [
    'set -e',
    ...[...hmis, ...late].map(set),
    `mkdir -p ${folder}/training/${idOf(at(5.4))}`,
    put('/var/lib/dhis2-hosting-backup/hmis.json', { v: 1, instance: 'hmis', attempts, copied, restored }),
    ...[drill('hmis', at(6.1)), drill('hmis', at(36)), drill('hmis', at(56.7)), drill('hmis', at(59), 'space')],
    timer('dhis2-hosting-backup-nightly.hmis', '*-*-* 02:30:00 UTC'),
  ].join('\n');
}

/** @param {string} text of a manifest with the instance `hmis` on `hmis-1` */
export function withBackups(text) {
  return `${text}  - { name: training, host: hmis-1, dhis2Version: "2.42.5", database: main, purpose: training, proxy: front, path: /training, war: { url: "https://releases.dhis2.org/42/dhis2-stable-42.5.0.war", sha256: ${'4b'.repeat(32)} } }
backupTargets:
  - { name: away, kind: ssh, address: vault.example.org, path: /srv/backups }
backups:
  - name: nightly
    instances: [hmis]
    schedule: "30 2 * * *"
    rpo: 2 days
    rto: 4 hours
    retention: { daily: 7, weekly: 4, monthly: 12 }
    restoreTest: { every: 30 days }
    targets: [away]
  - name: daily
    instances: [training]
    schedule: "0 3 * * *"
    retention: { daily: 14, weekly: 8 }
`;
}
