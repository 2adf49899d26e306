create index in_datavalue_period_source on datavalue using gin (periodid, sourceid);
