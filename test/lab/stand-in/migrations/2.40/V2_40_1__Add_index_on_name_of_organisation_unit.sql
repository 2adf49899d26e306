create index in_organisationunit_name on organisationunit using gin (name gin_trgm_ops);
