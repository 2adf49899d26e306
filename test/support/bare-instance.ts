/** What a bare host answers to facts about an installation, by the names that `whole` of steps.test.ts has. */

const foldersOfInstance = [
  ...['/opt/dhis2', '/opt/dhis2/releases', '/opt/dhis2/instances', '/opt/dhis2/instances/hmis'],
  ...['/opt/dhis2/instances/hmis/conf', '/opt/dhis2/instances/hmis/webapps', '/var/lib/dhis2/hmis', '/etc/dhis2/hmis'],
].join(' ');
const tuned =
  'max_connections shared_buffers work_mem maintenance_work_mem effective_cache_size max_locks_per_transaction jit track_activity_query_size random_page_cost';

export const bareOfInstance: { readonly [fact: string]: readonly string[] } = {
  'file:/etc/postgresql-common/createcluster.d/60-dhis2-hosting.conf': ['missing', ''],
  postgres: [''],
  [`postgres-settings:5432 ${tuned}`]: ['missing', ''],
  'postgres-settings:5432 listen_addresses ssl': ['missing', ''],
  'postgres-file:5432 conf.d/60-dhis2-hosting-tuning.conf': ['missing', ''],
  'postgres-file:5432 conf.d/61-dhis2-hosting-access.conf': ['missing', ''],
  'postgres-file:5432 pg_hba.conf': ['missing', ''],
  'postgres-database:5432 hmis hmis': ['none', ''],
  'account:dhis2-hmis': [''],
  [`folders:${foldersOfInstance}`]: [''],
  'instance-secrets:/etc/dhis2/hmis': ['missing', ''],
  'java-tomcat': [''],
  'dhis-conf:/var/lib/dhis2/hmis/dhis.conf': ['missing', ''],
  'file:/opt/dhis2/instances/hmis/conf/server.xml': ['missing', ''],
  'file:/opt/dhis2/instances/hmis/conf/logging.properties': ['missing', ''],
  'file:/opt/dhis2/instances/hmis/conf/database.pem': ['missing', ''],
  'link:/opt/dhis2/instances/hmis/conf/web.xml': [''],
  'file:/etc/systemd/system/dhis2@.service': ['missing', ''],
  'file:/etc/systemd/system/dhis2@hmis.service.d/60-dhis2-hosting.conf': ['missing', ''],
  'release:/opt/dhis2/releases/2.42.5-aaaaaaaaaaaaaaaa': [''],
  'link:/opt/dhis2/instances/hmis/webapps/ROOT': [''],
  'instance-state:dhis2@hmis.service': ['active=inactive', 'enabled=no', 'stale=no', ''],
  'schema-history:5432 hmis': ['empty', ''],
  'database-size:5432 hmis': ['free 9000000000', 'size 8000000', ''],
  'release-migrations:/opt/dhis2/releases/2.42.5-aaaaaaaaaaaaaaaa': ['absent', ''],
  'visitors:hmis': ['none', ''],
  'packages:postgresql-client': [''],
  'default-admin:http://127.0.0.1:8080': ['not-running', ''],
  'certificate:/etc/ssl/dhis2-hosting/front/fullchain.pem': ['missing', ''],
  'packages:nginx': [''],
  'packages:certbot': [''],
  'file:/etc/letsencrypt/renewal-hooks/deploy/60-dhis2-hosting': ['missing', ''],
  'file:/etc/nginx/conf.d/dhis2-hosting-front.conf': ['missing', ''],
  'link:/etc/nginx/sites-enabled/default': [''],
  'packages:python3': ['python3', ''],
};
