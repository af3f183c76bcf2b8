-- A dump that is restored on the same server keeps system identifier and timeline; the database
-- it is restored into is another one.

alter table meta.installation
  add column database_oid bigint;
update meta.installation as i
   set database_oid = d.oid::bigint
  from pg_catalog.pg_database as d
 where d.datname = current_database();
alter table meta.installation
  alter column database_oid set not null;
