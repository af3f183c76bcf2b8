begin;
select plan(1);

select fixture.stage(1);
select fixture.begin_entry(1, 'r1', 0.01);
set local role tradekeel_bridge;
select fixture.call_run(1, jsonb_set(fixture.document(), '{balances,rows}',
  '{"total": {"USDT": "1"}}'));
reset role;
select is(fixture.mismatches(1), 'none', 'an attempt could have spent it');

select * from finish();
rollback;
