begin;
select plan(6);

select fixture.stage(1, 'binanceusdm', 'swap');
select fixture.take_position(1, 'r1', 0.01, 'buy', 50000, 10);
create function pg_temp.income(p_changes jsonb, p_second integer) returns jsonb
language sql as $$
  select fixture.income(1, p_changes || jsonb_build_object(
    'timestamp', 1767225600000 + 1000 * p_second))
$$;
set local role tradekeel_bridge;
select is(
  fixture.call_incomes(1, jsonb_build_array(
    pg_temp.income('{"kind": "rebate", "amount": "0.1"}', 3),
    pg_temp.income('{"id": "i2", "amount": "0.25"}', 2),
    pg_temp.income('{}', 1), pg_temp.income('{}', 1))),
  '3 1 0', 'by kind and id, also within one call'
);
select is(
  fixture.call_incomes(1, jsonb_build_array(fixture.income(1))), '0 1 0', 'and in the next one'
);
reset role;
select is(fixture.amounts(1), '1000 0 50 -1.15 active', '-1.5 + 0.25 + 0.1');
select is(
  fixture.rows($$ select e.kind, trim_scale(e.realized_pnl_delta)
                    from ledger.entries as e where e.source ~ '^income:' order by e.seq $$),
  '(funding,-1.5) (funding,0.25) (rebate,0.1)', 'one entry each, in their order of time'
);
select is(
  fixture.rows($$ select i.kind, i.exchange_income_id, trim_scale(i.amount_quote)
                    from lifecycle.incomes as i order by 1, 2 $$),
  '(funding,i1,-1.5) (funding,i2,0.25) (rebate,i1,0.1)', 'on record'
);
select is_empty('select * from fixture.violations()', 'fold and derivation give the row');

select * from finish();
rollback;
