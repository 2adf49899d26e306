/** A set of a production becomes the copy of a training instance: nothing of persons, no password and no gateway is left in it. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { HostingManifest } from '@dhis2-hosting/server/service';
import { restoreForStaging } from '../../client/src/operations/recipes/backups.ts';
import { provision } from '../../client/src/operations/recipes/provision.ts';
import type { Recipe } from '../../client/src/operations/step.ts';
import { apply, planFor, targetOf, unsettled } from './apply.ts';
import type { LabHost } from './host.ts';
import { type Lab, startLab } from './lab.ts';
import { type Reached, reach } from './reach.ts';

const program = '/usr/local/lib/dhis2-hosting/backup';
const manifest: HostingManifest = {
  version: 1,
  hosts: [{ name: 'one', address: 'one.test' }],
  databases: [{ name: 'main', host: 'one', tuning: { recipe: 'dhis2-guide', memory: '1 GiB' } }],
  instances: [
    { name: 'hmis', host: 'one', dhis2Version: '2.42.5', database: 'main' },
    { name: 'train', host: 'one', dhis2Version: '2.42.5', database: 'main', purpose: 'training', port: 8081 },
  ],
  backups: [{ name: 'nightly', instances: ['hmis', 'train'], schedule: '30 2 * * *' }],
};

/** Up to sets; no server runs. */
const sets: Recipe = {
  ...provision,
  steps: (target) =>
    provision
      .steps(target)
      .filter(({ id }) => /^(?:run-directory|instance-(?:account|secrets)|postgres|database|dhis-conf|backup)/.test(id)),
};

/** Tables as DHIS2 2.42 has them, as far as it matters; each thing of a person holds this word. */
const word = 'LEAKED';
const filled = `set role hmis;
create table userinfo (userinfoid bigint primary key, username varchar unique, password varchar, secret text, twofactortype varchar not null, email varchar,
  verifiedemail varchar unique, phonenumber varchar, surname varchar not null, firstname varchar not null, birthday date, openid text, restoretoken varchar,
  disabled boolean not null default false, name varchar generated always as (firstname || ' ' || surname) stored);
insert into userinfo (userinfoid, username, password, secret, twofactortype, email, verifiedemail, phonenumber, surname, firstname, openid, restoretoken)
  select g, case g when 7 then 'admin' else 'user' || g end, 'LEAKED' || g, 'LEAKED', 'TOTP_ENABLED', 'LEAKED@x', 'LEAKED' || g, 'LEAKED', 'LEAKED', 'LEAKED', 'LEAKED', 'LEAKED'
  from generate_series(1, 20) g;
create table userrole (userroleid bigint primary key); insert into userrole values (1);
create table userroleauthorities (userroleid bigint references userrole, authority varchar); insert into userroleauthorities values (1, 'ALL');
create table userrolemembers (userid bigint references userinfo, userroleid bigint references userrole); insert into userrolemembers values (3, 1), (7, 1);
create table previouspasswords (userid bigint, list_index int, previouspassword text); insert into previouspasswords values (1, 1, 'LEAKED');
create table api_token (apitokenid bigint primary key, key varchar); insert into api_token values (1, 'LEAKED');
create table dataelement (dataelementid bigint primary key, uid varchar(11), valuetype varchar, optionsetid bigint);
insert into dataelement values (1, 'numberelemt', 'NUMBER', null), (2, 'textelement', 'LONG_TEXT', null), (3, 'codedelemnt', 'TEXT', 5);
create table datavalue (dataelementid bigint references dataelement, periodid bigint, sourceid bigint, value varchar, comment text);
insert into datavalue values (1, 1, 1, '12', 'LEAKED'), (2, 1, 1, 'LEAKED', null), (3, 1, 1, 'CODE', null);
create table trackedentityattribute (trackedentityattributeid bigint primary key, valuetype varchar, optionsetid bigint, confidential boolean, uniquefield boolean);
insert into trackedentityattribute values (1, 'TEXT', null, false, false), (2, 'TEXT', null, false, true), (3, 'PHONE_NUMBER', null, false, false),
  (4, 'INTEGER', null, true, false), (5, 'TEXT', 9, false, false), (6, 'AGE', null, null, null), (7, 'NUMBER', null, false, false), (8, 'INTEGER', null, false, true);
create table trackedentity (trackedentityid bigint primary key, geometry geometry(Point, 4326), createdbyuserinfo jsonb);
insert into trackedentity select g, st_setsrid(st_makepoint(38.7, 9.0), 4326), '{"firstName": "LEAKED"}' from generate_series(1, 50) g;
create table trackedentityattributevalue (trackedentityid bigint references trackedentity, trackedentityattributeid bigint references trackedentityattribute,
  value varchar, encryptedvalue varchar, primary key (trackedentityid, trackedentityattributeid));
insert into trackedentityattributevalue select g, a, case a when 6 then '1984-07-2' || g % 10 when 5 then 'FEMALE' when 7 then '61' else 'LEAKED' || g end, 'LEAKED'
  from generate_series(1, 50) g, generate_series(1, 8) a;
create table trackedentitychangelog (id bigint, currentvalue varchar); insert into trackedentitychangelog values (1, 'LEAKED');
create table event (eventid bigint primary key, eventdatavalues jsonb, geometry geometry);
insert into event select g, jsonb_build_object('textelement', jsonb_build_object('value', 'LEAKED'), 'numberelemt',
  jsonb_build_object('value', '3', 'lastUpdatedByUserInfo', jsonb_build_object('surname', 'LEAKED'))), null from generate_series(1, 40) g;
create table note (noteid bigint primary key, notetext text); insert into note values (1, 'LEAKED');
create table message (messageid bigint primary key, messagetext text); insert into message values (1, 'LEAKED');
create table messageconversation (messageconversationid bigint primary key, subject varchar not null); insert into messageconversation values (1, 'LEAKED');
create table messageconversation_messages (messageconversationid bigint references messageconversation, messageid bigint references message);
insert into messageconversation_messages values (1, 1);
create table fileresource (fileresourceid bigint primary key, messageid bigint references message); insert into fileresource values (1, 1);
create table outbound_sms (id bigint primary key, message varchar); insert into outbound_sms values (1, 'LEAKED');
create table outbound_sms_recipients (outbound_sms_id bigint references outbound_sms, elt text); insert into outbound_sms_recipients values (1, 'LEAKED');
create table systemsetting (systemsettingid bigint primary key, name varchar, value text);
insert into systemsetting values (1, 'keyEmailPassword', 'LEAKED'), (2, 'keySmsSetting', 'LEAKED'), (3, 'keyUiLocale', 'fr');
create table keyjsonvalue (keyjsonvalueid bigint primary key, namespace varchar, namespacekey varchar, encrypted boolean, encrypted_value text, jbvalue jsonb);
insert into keyjsonvalue values (1, 'sms-config', 'config', false, null, '{"password": "LEAKED"}'), (2, 'an-app', 'settings', false, null, '{"kept": true}');
create table jobconfiguration (jobconfigurationid bigint primary key, name varchar, enabled boolean not null); insert into jobconfiguration values (1, 'push', true);
create table aggregatedataexchange (id bigint primary key, target jsonb not null); insert into aggregatedataexchange values (1, '{"accessToken": "LEAKED"}');
create table route (routeid bigint primary key, enabled boolean, headers jsonb not null, auth jsonb, url text);
insert into route values (1, true, '{"X": "LEAKED"}', '{"password": "LEAKED"}', 'https://elsewhere.example.org');
create table flyway_schema_history (installed_rank int primary key, version varchar, success boolean); insert into flyway_schema_history values (1, '2.42.2', true);
`;

describe('a copy for training', () => {
  let lab: Lab;
  let host: LabHost;
  let reached: Reached;
  const sql = async (text: string, database: string): Promise<string> =>
    (await host.sh(`cd /; runuser -u postgres -- psql -XAtqd ${database} -c "${text}"`)).trim();
  const leaks = (database: string): Promise<string> => host.sh(`cd /; runuser -u postgres -- pg_dump ${database} | grep -c ${word} || :`);
  let set = '';
  let copy = '';

  before(async () => {
    lab = await startLab();
    host = await lab.host('one', { layers: ['db'] });
    await host.sh('systemctl start postgresql@15-main');
    reached = await reach(host);
    await apply(reached, sets, targetOf(manifest, 'one'));
    await host.write('/root/fill.sql', filled);
    await host.sh('cd /; runuser -u postgres -- psql -Xq -v ON_ERROR_STOP=1 -f - hmis < /root/fill.sql');
    await host.sh('systemctl start dhis2-hosting-backup-nightly.hmis.service');
    set = (await host.sh('ls /var/backups/dhis2/hmis | tail -n 1')).trim();
    copy = `train_restored_${set.toLowerCase()}`;
  });
  after(async () => {
    await reached.transport.dispose();
    await lab.close();
  });

  test('is made of a set of the production, and holds nothing of persons', async () => {
    const before = await leaks('hmis');
    assert.ok(Number(before) > 100, before);
    const target = { ...targetOf(manifest, 'one'), instance: 'train', set: `hmis/${set}` };
    const { said } = await apply(reached, restoreForStaging, target);
    assert.match(said, /trackedentityattributevalue: \d+ rows/);
    assert.match(said, /not here: .*users/);
    assert.equal((await leaks(copy)).trim(), '0');
    // Nor in what PostgreSQL has on the disk.
    assert.equal(await sql('select sum(pg_relation_size(oid)) > 0 from pg_class', copy), 't');
    const folder = await sql("select 'base/' || oid from pg_database where datname = current_database()", copy);
    await host.sh(`cd /; runuser -u postgres -- psql -Xqc checkpoint; cd /var/lib/postgresql/15/main/${folder}; ! grep -lF ${word} *`);
    assert.equal(await leaks('hmis'), before);
  });

  test('keeps what people practise with', async () => {
    assert.equal(await sql('select count(*), count(distinct name) from userinfo', copy), '20|20');
    assert.equal(
      await sql('select trackedentityattributeid, count(distinct value) from trackedentityattributevalue group by 1 order by 1', copy),
      '1|50\n2|50\n5|1\n6|1\n7|1',
    );
    assert.equal(await sql('select min(value) from trackedentityattributevalue where trackedentityattributeid = 6', copy), '1984-01-01');
    assert.equal(await sql('select value from datavalue order by value', copy), '12\nCODE');
    assert.equal(await sql("select count(*), min(eventdatavalues #>> '{numberelemt,value}') from event", copy), '40|3');
    assert.equal(await sql('select name from systemsetting', copy), 'keyUiLocale');
    assert.equal(await sql('select count(*) from keyjsonvalue', copy), '1');
    assert.equal(await sql('select enabled from jobconfiguration union all select enabled from route', copy), 'f\nf');
    assert.equal(await sql('select count(*), count(messageid) from fileresource', copy), '1|0');
    assert.equal(
      await sql(
        "select pg_get_userbyid(datdba) || ' ' || pg_get_userbyid(relowner) from pg_database, pg_class where datname = current_database() and relname = 'event'",
        copy,
      ),
      'train train',
    );
  });

  test('has one administrator, whose password root reads', async () => {
    const file = `/etc/dhis2/train/admin-password.${set}`;
    assert.equal(await host.sh(`stat -c '%a %U' ${file}`), '600 root\n');
    const hash = await sql("select password from userinfo where username = 'admin'", copy);
    const check = 'chomp(my $p = <STDIN>); exit(crypt($p, $ARGV[0]) eq $ARGV[0] ? 0 : 1)';
    await host.sh(`perl -e '${check}' '${hash}' < ${file}; ! echo wrong | perl -e '${check}' '${hash}'`);
    assert.equal(await sql("select count(*) from userinfo where password <> 'scrubbed'", copy), '1');
    assert.equal(await host.sh(`journalctl --no-pager | grep -cFf ${file} || :`), '0\n');
  });

  test('is never made of, nor in the place of, a production', async () => {
    const whyNot = async (instance: string): Promise<string> =>
      unsettled((await planFor(reached, restoreForStaging, { ...targetOf(manifest, 'one'), instance, set: `hmis/${set}` })).plan).join();
    assert.match(await whyNot('hmis'), /hmis is for production/);
    assert.match(await whyNot('train'), /is there already/);
    const refused = async (...words: readonly string[]): Promise<string> => (await host.exec(['python3', '-IB', program, ...words])).stderr;
    assert.match(await refused('restore-scrubbed', 'nightly.hmis', set), /"failed": "purpose"/);
    assert.match(await refused('restore-scrubbed', 'nightly.train', `../../etc/${set}`), /"failed": "name"/);
    // Even when its configuration says something else, what is scrubbed is what was restored beside.
    await host.sh(`cd ${program}; cat > /root/try.py << 'X'
import sys
sys.path.insert(0, '.')
import common, scrub
conf = dict(common.configuration('nightly.hmis'), purpose='training')
for name in ('hmis', 'postgres', 'train'):
    try:
        scrub.scrub(conf, name)
    except common.Refused as refused:
        assert refused.code == 'name', refused
    else:
        raise SystemExit('%s was scrubbed' % name)
X
      python3 -B /root/try.py`);
  });

  test('that cannot be scrubbed is not left', async () => {
    await sql('alter table userinfo add constraint keeps check (surname like \\$\\$LEAK%\\$\\$)', 'hmis');
    await host.sh('systemctl start dhis2-hosting-backup-nightly.hmis.service');
    const next = (await host.sh('ls /var/backups/dhis2/hmis | tail -n 1')).trim();
    const { code, stderr } = await host.exec(['python3', '-IB', program, 'restore-scrubbed', 'nightly.train', `hmis/${next}`]);
    assert.equal(code, 1);
    assert.match(stderr, /"failed": "scrub".*keeps/);
    assert.doesNotMatch(stderr, new RegExp(word));
    assert.equal(await sql(`select count(*) from pg_database where datname = 'train_restored_${next.toLowerCase()}'`, 'postgres'), '0');
  });
});
