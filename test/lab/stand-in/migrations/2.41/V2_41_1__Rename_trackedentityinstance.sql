alter table trackedentityinstance rename to trackedentity;
alter table trackedentity rename column trackedentityinstanceid to trackedentityid;
