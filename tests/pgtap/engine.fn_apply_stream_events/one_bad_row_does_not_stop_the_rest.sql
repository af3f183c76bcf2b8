begin;
select plan(4);

select fixture.stage(1);
select fixture.rest_order(1, 'r1', 0.01);
select fixture.rest_order(1, 'r2', 0.05, 'ETH/USDT');
set local role tradekeel_bridge;
select is(
  fixture.hear(1, jsonb_build_array(
    fixture.reading(1, 'r1', 0.004, 'open') || '{"filled": 0.004}',
    fixture.reading(1, 'r2', 0.05, 'closed', 2000))),
  '1 changed 0 unchanged 0 fills 0 unknown 1 refused', 'the readable one is taken'
);
select is(
  fixture.hear(1, jsonb_build_array(
    fixture.reading(1, 'r1', 0.004, 'open') || '{"side": "sell"}')),
  '0 changed 0 unchanged 0 fills 0 unknown 1 refused', 'one of another side is not ours'
);
reset role;
select is(fixture.incidents(1), 'row_quarantined warning', 'an incident says so');
select is_empty('select * from fixture.violations()', 'every promise holds');

select * from finish();
rollback;
