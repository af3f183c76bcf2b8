begin;
select plan(4);

select ok(meta.is_same_life(), 'as installed');
update meta.installation set system_identifier = system_identifier + 1;
select ok(not meta.is_same_life(), 'another system identifier is a clone or a new cluster');
update meta.installation set system_identifier = system_identifier - 1;
select ok(meta.is_same_life(), 'back');
update meta.installation set timeline = timeline + 1;
select ok(not meta.is_same_life(), 'another timeline is a promotion or a restore');

select * from finish();
rollback;
