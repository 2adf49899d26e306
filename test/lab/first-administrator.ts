/** The user that every DHIS2 begins with: other passwords for it, as they come with another database, and who is let in. */
import type { LabHost } from './host.ts';

/** In a database on this host, past DHIS2. */
export async function giveAdmin(host: LabHost, database: string, password: string): Promise<void> {
  await host.sh(`cd /; hash=$(perl -e 'print crypt(shift, q($2a$10$abcdefghijklmnopqrstuu))' '${password}')
    echo "update userinfo set password = :'hash' where username = 'admin'" |
      runuser -u postgres -- psql -XAtqd '${database}' --set ON_ERROR_STOP=1 --set hash="$hash"`);
}

/** The status that DHIS2 on this host answers with. */
export async function asAdmin(host: LabHost, password: string): Promise<string> {
  return host.sh(
    `curl --silent --output /dev/null --write-out '%{http_code}' --user 'admin:${password}' http://127.0.0.1:8080/api/system/info`,
  );
}

export async function keptPassword(host: LabHost): Promise<string> {
  return String(await host.read('/etc/dhis2/hmis/admin-password'));
}
