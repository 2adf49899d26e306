-- not in a transaction
create index concurrently if not exists in_datavalue_lastupdated on datavalue (lastupdated);
