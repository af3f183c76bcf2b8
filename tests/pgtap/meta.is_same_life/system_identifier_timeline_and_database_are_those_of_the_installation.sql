begin;
select plan(6);

select ok(meta.is_same_life(), 'as installed');
update meta.installation set system_identifier = system_identifier + 1;
select ok(not meta.is_same_life(), 'another system identifier is a clone or a new cluster');
update meta.installation set system_identifier = system_identifier - 1;
select ok(meta.is_same_life(), 'back');
update meta.installation set timeline = timeline + 1;
select ok(not meta.is_same_life(), 'another timeline is a promotion or a restore');
update meta.installation set timeline = timeline - 1;
select ok(meta.is_same_life(), 'back again');
update meta.installation set database_oid = database_oid + 1;
select ok(not meta.is_same_life(), 'another database is a dump restored on the same server');

select * from finish();
rollback;
