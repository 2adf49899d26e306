/** A database of more than 1 GB as DHIS2 fills it: its large tables, their indexes, text that compresses as real text does. */

/** In PostgreSQL's own words, since half of the rows of a country would not fit through a test. Run as the owner's. */
export const largeDatabase = `
create function uid() returns text language sql volatile as $$ select substr(translate(encode(decode(md5(random()::text), 'hex'), 'base64'), '+/=', 'xyz'), 1, 11) $$;
create table organisationunit (organisationunitid bigint primary key, uid varchar(11) unique, name varchar(230), path varchar(255), lastupdated timestamp);
insert into organisationunit select g, uid(), 'Health post ' || g, '/ImspTQPwCqd/' || uid() || '/' || uid(), timestamp '2026-01-01' + g * interval '1 minute' from generate_series(1, 20000) g;
create table dataelement (dataelementid bigint primary key, uid varchar(11) unique, name varchar(230));
insert into dataelement select g, uid(), 'Malaria cases ' || g from generate_series(1, 2000) g;
create table period (periodid bigint primary key, startdate date, enddate date);
insert into period select g, date '2000-01-01' + (g * 30)::int, date '2000-01-30' + (g * 30)::int from generate_series(1, 300) g;
create table userinfo (userinfoid bigint primary key, uid varchar(11), username varchar(255), password varchar(60));
insert into userinfo select g, uid(), 'user' || g, md5(random()::text) from generate_series(1, 5000) g;
create table flyway_schema_history (installed_rank int primary key, version varchar(50), description varchar(200), success boolean);
insert into flyway_schema_history values (1, '2.42.2', 'base', true);
create table datavalue (dataelementid bigint not null, periodid bigint not null, sourceid bigint not null, categoryoptioncomboid bigint not null,
  attributeoptioncomboid bigint not null, value varchar(50000), storedby varchar(255), created timestamp, lastupdated timestamp, comment text,
  followup boolean, deleted boolean not null);
insert into datavalue select 1 + g % 2000, 1 + (g / 2000) % 300, 1 + g / 600000 * 7, 15, 15, (random() * 1000)::int::text, 'user' || g % 5000,
  timestamp '2026-01-01' + g * interval '1 second', timestamp '2026-01-02' + g * interval '1 second', case when g % 50 = 0 then 'counted again ' || g end,
  false, false from generate_series(0, 3499999) g;
create table trackedentity (trackedentityid bigint primary key, uid varchar(11) unique, created timestamp, lastupdated timestamp, organisationunitid bigint, deleted boolean);
insert into trackedentity select g, uid(), now(), timestamp '2026-01-01' + g * interval '1 second', 1 + g % 20000, false from generate_series(1, 300000) g;
create table trackedentityattributevalue (trackedentityid bigint, trackedentityattributeid bigint, value varchar(1200), lastupdated timestamp, storedby varchar(255));
insert into trackedentityattributevalue select 1 + g / 4, 1 + g % 4, case g % 4 when 0 then 'Given name ' || g % 7919 when 1 then 'Family ' || g % 65537
  when 2 then (10000000 + g * 37)::text else '19' || g % 100 || '-0' || 1 + g % 9 || '-1' || g % 10 end, timestamp '2026-03-01' + g * interval '1 second', 'user' || g % 5000
  from generate_series(0, 1199999) g;
create table event (eventid bigint primary key, uid varchar(11) unique, trackedentityid bigint, organisationunitid bigint, status varchar(25),
  occurreddate timestamp, lastupdated timestamp, eventdatavalues jsonb, deleted boolean);
insert into event select g, uid(), 1 + g % 300000, 1 + g % 20000, 'COMPLETED', timestamp '2025-01-01' + g * interval '1 minute',
  timestamp '2026-02-01' + g * interval '1 second', jsonb_build_object(uid(), jsonb_build_object('value', (random() * 100)::int, 'created', '2026-02-01T10:00:00', 'providedElsewhere', false),
  uid(), jsonb_build_object('value', 'Positive', 'created', '2026-02-01T10:00:00', 'providedElsewhere', false), uid(), jsonb_build_object('value', g::text, 'created',
  '2026-02-01T10:00:00', 'storedBy', 'user' || g % 5000)), false from generate_series(1, 700000) g;
create table audit (auditid bigint primary key, audittype text, auditscope text, createdat timestamp, createdby text, klass text, uid text, data bytea, attributes jsonb);
insert into audit select g, 'UPDATE', 'TRACKER', now(), 'user' || g % 5000, 'org.hisp.dhis.trackedentity.TrackedEntity', uid(),
  convert_to('{"trackedEntity":"' || uid() || '","orgUnit":"' || g % 20000 || '","lastUpdated":"2026-02-01T10:00:00"}', 'UTF8'), jsonb_build_object('uid', uid())
  from generate_series(1, 600000) g;
alter table datavalue add primary key (dataelementid, periodid, sourceid, categoryoptioncomboid, attributeoptioncomboid);
create index in_datavalue_lastupdated on datavalue (lastupdated);
create index in_datavalue_sourceid on datavalue (sourceid, periodid);
alter table datavalue add foreign key (dataelementid) references dataelement, add foreign key (periodid) references period;
alter table trackedentityattributevalue add primary key (trackedentityid, trackedentityattributeid), add foreign key (trackedentityid) references trackedentity;
create index in_attributevalue on trackedentityattributevalue (trackedentityattributeid, lower(value));
alter table event add foreign key (trackedentityid) references trackedentity, add foreign key (organisationunitid) references organisationunit;
create index in_event_occurred on event (organisationunitid, occurreddate);
create index in_event_values on event using gin (eventdatavalues);
create table analytics_2026 as select uid() as dx, 'ou' || g % 20000 as ou, g as value from generate_series(1, 1000000) g;
drop function uid();
analyze;
`;
