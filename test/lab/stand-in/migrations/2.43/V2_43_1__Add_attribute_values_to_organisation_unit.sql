alter table organisationunit add column attributevalues jsonb not null default '{}';
