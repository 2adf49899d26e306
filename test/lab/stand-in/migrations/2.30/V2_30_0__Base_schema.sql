create table configuration (configurationid serial primary key, systemid varchar(255));
create table systemsetting (systemsettingid serial primary key, name varchar(255) not null unique, value text);
create table userinfo (
  userinfoid bigserial primary key, uid varchar(11) unique, username varchar(255) not null unique, password varchar(60),
  surname varchar(160) not null, firstname varchar(160) not null, email varchar(160), disabled boolean not null default false,
  created timestamp not null, lastupdated timestamp not null, passwordlastupdated timestamp
);
create table organisationunit (
  organisationunitid bigserial primary key, uid varchar(11) unique, name varchar(230) not null,
  parentid bigint references organisationunit, geometry geometry
);
create index organisationunit_geometry on organisationunit using gist (geometry);
create table dataelement (dataelementid bigserial primary key, uid varchar(11) unique, name varchar(230) not null);
create table period (periodid bigserial primary key, startdate date not null, enddate date not null);
create table datavalue (
  dataelementid bigint references dataelement, periodid bigint references period,
  sourceid bigint references organisationunit, value varchar(50000), lastupdated timestamp not null default now(),
  primary key (dataelementid, periodid, sourceid)
);
create table trackedentityinstance (
  trackedentityinstanceid bigserial primary key, uid varchar(11) unique,
  organisationunitid bigint references organisationunit, created timestamp not null default now()
);
create table fileresource (
  fileresourceid bigserial primary key, uid varchar(11) unique, name varchar(255) not null, contenttype varchar(255),
  contentlength bigint, storagekey varchar(1024) not null unique, domain varchar(40), isassigned boolean not null,
  created timestamp not null
);
