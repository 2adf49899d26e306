/** A DHIS2 server set up by hand on lab hosts, as an administrator would: database, application and proxy. */
import { readFile } from 'node:fs/promises';
import { until } from '../support/sshd.ts';
import type { LabHost } from './host.ts';
import type { StandIn } from './stand-in/stand-in.ts';

export type DatabaseLogin = { readonly host: string; readonly name: string; readonly user: string; readonly password: string };

/** A role and a database that only clients at this address may use, with what the server needs in it. */
export async function setUpDatabase(
  db: LabHost,
  client: string,
  { name, user, password }: Omit<DatabaseLogin, 'host'>,
  extensions: readonly string[] = ['postgis', 'pg_trgm', 'btree_gin'],
): Promise<DatabaseLogin> {
  const sql = [
    `do $$ begin if not exists (select from pg_roles where rolname = '${user}') then create role ${user} login; end if; end $$;`,
    `alter role ${user} password '${password}';`,
    `create database ${name} owner ${user};`,
    `\\connect ${name}`,
    ...extensions.map((extension) => `create extension ${extension};`),
  ];
  await db.write('/run/setup.sql', `${sql.join('\n')}\n`, '644');
  await db.sh(`
    conf=$(echo /etc/postgresql/*/main)
    echo "listen_addresses = '*'" > $conf/conf.d/lab.conf
    echo 'hostssl ${name} ${user} ${client}/32 scram-sha-256' >> $conf/pg_hba.conf
    su postgres -c 'psql --quiet --set ON_ERROR_STOP=1 --file /run/setup.sql'
    rm /run/setup.sql
    [ "$(su postgres -c "psql -tAc 'show listen_addresses'")" = '*' ] && systemctl reload postgresql || systemctl restart postgresql`);
  return { host: db.name, name, user, password };
}

export const home = '/opt/dhis2';

/** Debian's Tomcat with a home directory and a dhis.conf, not restarted yet. */
export async function setUpApplication(app: LabHost, login: DatabaseLogin): Promise<void> {
  await app.sh(`install -d -o tomcat -g tomcat -m 750 ${home}; rm -rf /var/lib/tomcat10/webapps/ROOT`);
  await app.write(`${home}/dhis.conf`, confOf(login), '640');
  await app.sh(`chgrp tomcat ${home}/dhis.conf; mkdir -p /etc/systemd/system/tomcat10.service.d`);
  // Tests restart it often and run it for seconds: half the start is the compiler's thorough side.
  await app.sh(`sed -i 's/^JAVA_OPTS=.*/JAVA_OPTS="-Djava.awt.headless=true -XX:TieredStopAtLevel=1"/' /etc/default/tomcat10`);
  const unit = `[Service]\nEnvironment=DHIS2_HOME=${home}\nReadWritePaths=${home}\n`;
  await app.write('/etc/systemd/system/tomcat10.service.d/dhis2.conf', unit);
  await app.sh('systemctl daemon-reload');
}

export const confOf = ({ host, name, user, password }: DatabaseLogin): string => `
connection.url = jdbc:postgresql://${host}/${name}?sslmode=require
connection.username = ${user}
connection.password = ${password}
encryption.password = not-a-secret-for-this-is-a-test
server.base.url = https://dhis.test/dhis
`;

/** Puts this release in the place of the one before and starts it. Ends when Tomcat has tried, whatever came of it. */
export async function deploy(app: LabHost, release: StandIn): Promise<void> {
  await app.sh('systemctl stop tomcat10; rm -rf /var/lib/tomcat10/webapps/*');
  await app.write('/var/lib/tomcat10/webapps/dhis.war', await readFile(release.file));
  await restart(app);
}

/** Ends when Tomcat takes connections, which it does after all applications have started or failed. */
export async function restart(app: LabHost): Promise<void> {
  // Tests restart it more often within ten seconds than systemd takes for sane.
  await app.sh('systemctl reset-failed tomcat10; systemctl restart tomcat10');
  const listens = async (): Promise<boolean> => (await app.exec(['curl', '--silent', 'http://127.0.0.1:8080/'])).code === 0;
  await until(listens, `Tomcat on ${app.name}`, 90_000);
}

/** nginx with a certificate of its own in front of the application; the certificate. */
export async function setUpProxy(proxy: LabHost, app: LabHost, name: string): Promise<string> {
  await proxy.sh(`
    mkdir -p /etc/nginx/tls
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 -subj /CN=${name} \\
      -addext subjectAltName=DNS:${name} -keyout /etc/nginx/tls/key.pem -out /etc/nginx/tls/certificate.pem 2> /dev/null`);
  const site = `server {
  listen 443 ssl http2;
  server_name ${name};
  ssl_certificate /etc/nginx/tls/certificate.pem;
  ssl_certificate_key /etc/nginx/tls/key.pem;
  location / { proxy_pass http://${app.name}:8080; proxy_set_header Host $host; proxy_set_header X-Forwarded-Proto https; }
}
`;
  await proxy.write('/etc/nginx/sites-available/default', site);
  await proxy.sh('nginx -t 2> /dev/null && systemctl restart nginx');
  return String(await proxy.read('/etc/nginx/tls/certificate.pem'));
}
