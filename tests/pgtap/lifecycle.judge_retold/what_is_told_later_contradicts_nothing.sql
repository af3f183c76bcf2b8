-- Booked without fee, currency or moment; told with them later.
begin;
select plan(2);

select fixture.stage(1);
select fixture.call_begin_entry(1);
select fixture.call_persist(1, 'r1', 0.01, 'open', jsonb_build_array(
  fixture.trade(1, 'r1', 't1', 0.002) || '{"fee": null}',
  fixture.trade(1, 'r1', 't2', 0.002, 50000, '0.1', null),
  fixture.trade(1, 'r1', 't3', 0.002) || '{"timestamp": null}',
  fixture.trade(1, 'r1', 't4', 0.002) || '{"cost": null}'));
select fixture.call_persist(1, 'r1', 0.01, 'open', jsonb_build_array(
  fixture.trade(1, 'r1', 't1', 0.002, 50000, '0.1'),
  fixture.trade(1, 'r1', 't2', 0.002, 50000, '0.1', 'USDT'),
  fixture.trade(1, 'r1', 't3', 0.002) || '{"timestamp": 1790000000123}',
  fixture.trade(1, 'r1', 't4', 0.002)));
select is_empty(
  $$ select m.detail from reconciliation.mismatches as m where m.kind = 'fill_unexplained' $$,
  'what comes later is news, and no contradiction'
);
select is_empty('select * from fixture.violations()', 'every promise holds');

select * from finish();
rollback;
