begin;
select plan(3);

select fixture.make_tenant(1);
create temporary table digest as select fixture.digest() as before;
set local role tradekeel_operator;
select throws_ok(
  $$ select ops.fn_list_changes(fixture.user_id(9)) $$, 'TNR01', null, 'of no user'
);
select throws_ok($$ select ops.fn_list_changes(null) $$, 'TNR01', null, 'of nobody');
reset role;
select is(fixture.digest(), (select d.before from digest as d), 'nothing was written');

select * from finish();
rollback;
