begin;
select plan(2);

select fixture.make_tenant(1);
select fixture.make_ready(1);
set local role tradekeel_bridge;
select fixture.call_begin_run(1);
select fixture.call_reconcile(1);
select lives_ok(
  $$ select fixture.call_answer(1, 'failed') from generate_series(1, 101) $$, 'empty answers'
);
reset role;
select is((fixture.newest_run(1)).rounds, 100, 'the count stops');

select * from finish();
rollback;
