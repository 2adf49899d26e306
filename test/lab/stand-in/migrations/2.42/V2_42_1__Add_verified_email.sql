alter table userinfo add column verifiedemail varchar(160);
