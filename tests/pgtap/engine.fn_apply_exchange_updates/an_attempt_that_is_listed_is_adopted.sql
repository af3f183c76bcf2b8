begin;
select plan(4);

select fixture.stage(1);
select fixture.begin_entry(1, 'r1', 0.01);
set local role tradekeel_bridge;
select results_eq(
  $$ select u.* from engine.fn_apply_exchange_updates(
       fixture.user_id(1), fixture.account_id(1), clock_timestamp(),
       jsonb_build_array(fixture.reading(1, 'r1', 0.01, 'closed')),
       jsonb_build_array(fixture.trade(1, 'r1', 't1', 0.01))) as u $$,
  'values (0, 1, 1, 0, 0)', 'adopted with its fills'
);
reset role;
select is((fixture.attempt(1)).state, 'confirmed', 'confirmed');
select is(fixture.positions(1), 'long open 0.01 500 0', 'held');
select is_empty('select * from fixture.violations()', 'every promise holds');

select * from finish();
rollback;
