alter table trackedentity add column inactive boolean not null default false;
