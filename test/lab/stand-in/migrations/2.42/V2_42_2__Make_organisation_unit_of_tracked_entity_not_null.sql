delete from trackedentity where organisationunitid is null;
alter table trackedentity alter column organisationunitid set not null;
