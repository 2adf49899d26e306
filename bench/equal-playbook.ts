/**
 * A playbook of Ansible that brings about on one host what provisioning does, as somebody would write it by hand: the files
 * that the plan shows, packages, services, folders, the database and what answers. For comparing the time of looking.
 */
import type { Plan } from '../client/src/operations/plan.ts';

type Task = Readonly<Record<string, unknown>>;

const packages: readonly (readonly string[])[] = [
  ['ca-certificates', 'curl', 'unzip'],
  ['unattended-upgrades'],
  ['nftables'],
  ['logrotate'],
  ['python3'],
  ['postgresql-15', 'postgresql-15-postgis-3'],
  ['openjdk-17-jre-headless', 'tomcat10'],
  ['nginx'],
];

const services: readonly string[] = [
  ...['ssh', 'systemd-journald', 'logrotate.timer', 'apt-daily.timer', 'apt-daily-upgrade.timer'],
  ...['dhis2-hosting-firewall', 'postgresql', 'dhis2@hmis', 'nginx'],
];

const folders: readonly (readonly [path: string, mode: string])[] = [
  ['/var/lib/dhis2-hosting', '0750'],
  ['/opt/dhis2/releases', '0755'],
  ['/opt/dhis2/instances/hmis', '0755'],
  ['/opt/dhis2/instances/hmis/webapps', '0755'],
  ['/etc/dhis2/hmis', '0700'],
];

const queries: readonly string[] = [
  "select 1 from pg_roles where rolname = 'hmis' and not rolsuper",
  "select 1 from pg_database where datname = 'hmis'",
  "select 1 from pg_settings where name = 'password_encryption' and setting = 'scram-sha-256'",
  "select 1 from pg_settings where name = 'shared_buffers'",
];

/** JSON, which is YAML too. `files` are those of the plan as they are on the host. */
export function equalPlaybook(plan: Plan, files: ReadonlyMap<string, string>): string {
  const look = { changed_when: false, check_mode: false };
  const tasks: readonly Task[] = [
    { name: 'indices', apt: { update_cache: true, cache_valid_time: 604_800 } },
    ...packages.map((name): Task => ({ name: `packages ${name.join(' ')}`, apt: { name, state: 'present', install_recommends: false } })),
    { name: 'timezone', command: 'timedatectl show --property=Timezone --value', ...look },
    { name: 'sshd', command: 'sshd -T', ...look },
    { name: 'account', user: { name: 'dhis2-hmis', system: true, shell: '/usr/sbin/nologin', create_home: false } },
    ...folders.map(([path, mode]): Task => ({ name: `folder ${path}`, file: { path, state: 'directory', mode } })),
    ...filesOf(plan).flatMap((path): readonly Task[] => {
      const content = files.get(path);
      return content === undefined ? [] : [{ name: `file ${path}`, copy: { dest: path, content } }];
    }),
    { name: 'secrets', stat: { path: '/etc/dhis2/hmis/secrets.env' } },
    { name: 'release', find: { paths: '/opt/dhis2/releases', file_type: 'directory' } },
    ...queries.map(
      (query): Task => ({ name: query, command: { argv: ['runuser', '-u', 'postgres', '--', 'psql', '-tAc', query] }, ...look }),
    ),
    ...services.map(
      (name): Task => ({
        name: `service ${name}`,
        systemd: { name, state: 'started', enabled: name === 'systemd-journald' ? null : true },
      }),
    ),
    { name: 'certificate', command: 'openssl x509 -in /etc/ssl/dhis2-hosting/front/fullchain.pem -noout -checkend 1814400', ...look },
    {
      name: 'well-known password',
      uri: { url: 'http://127.0.0.1:8080/api/me', user: 'admin', password: 'district', force_basic_auth: true, status_code: 401 },
      ...look,
    },
    {
      name: 'answers',
      uri: { url: 'https://127.0.0.1/api/ping', headers: { Host: 'dhis.test' }, validate_certs: false, status_code: [200, 403, 421] },
      ignore_errors: true,
      ...look,
    },
  ];
  return `${JSON.stringify([{ hosts: 'all', tasks }], undefined, 1)}\n`;
}

export function filesOf({ steps }: Plan): readonly string[] {
  const changes = steps.flatMap((step) => (step.state === 'will-change' ? step.changes : []));
  return [...new Set(changes.flatMap((change) => (change.kind === 'file' ? [change.path] : [])))];
}
