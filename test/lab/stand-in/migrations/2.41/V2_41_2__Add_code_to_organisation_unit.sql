alter table organisationunit add column code varchar(50) unique;
