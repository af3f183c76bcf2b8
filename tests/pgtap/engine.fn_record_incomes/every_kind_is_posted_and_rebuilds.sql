begin;
select plan(4);

select fixture.stage(1, 'binanceusdm', 'swap');
select fixture.take_position(1, 'r1', 0.01, 'buy', 50000, 10);
set local role tradekeel_bridge;
select is(
  fixture.call_incomes(1, (
    select jsonb_agg(fixture.income(1, jsonb_build_object('kind', k, 'amount', '-0.000000001')))
      from unnest(array['funding', 'interest', 'rebate', 'fee', 'liquidation']) as k)),
  '5 0 0', 'five kinds'
);
reset role;
select is(
  (select trim_scale(sum(e.realized_pnl_delta)) from ledger.entries as e
    where e.source ~ '^income:'), -0.000000005, 'each by its amount'
);
select is(fixture.amounts(1), '1000 0 50 -0.000000005 active', 'realised');
select is_empty('select * from fixture.violations()', 'fold and derivation give the row');

select * from finish();
rollback;
