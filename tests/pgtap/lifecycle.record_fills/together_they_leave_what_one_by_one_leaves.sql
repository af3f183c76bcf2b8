begin;
select plan(6);

select fixture.stage(1);
select fixture.call_begin_entry(1);
select fixture.call_persist(1, 'r1', 0, 'open');
create temporary table given as
select jsonb_agg(t.x order by t.n) as trades
  from (values
    (1, fixture.trade(1, 'r1', 't1', 0.001, 50000.5, '0.01')),
    (2, fixture.trade(1, 'r1', 't2', 0.002, 50001, '0.000002', 'BTC') - 'cost'),
    (3, fixture.trade(1, 'r1', 't3', 0.003, 50002, '0.0010', 'BNB')),
    (4, fixture.trade(1, 'r1', 't4', 0.001) - 'fee'),
    (5, fixture.trade(1, 'r1', 't5', 0.001, 49999.1, '0.5')
      || '{"fees": [{"cost": "0.020", "currency": "USDT"}]}'),
    (6, fixture.trade(1, 'r1', 't1', 0.009, 1)),
    (7, fixture.trade(1, 'r1', 't7', 0.001, 50000.1, '00.0') || '{"timestamp":"1700000000123"}')
  ) as t (n, x);
create function pg_temp.left_rows() returns text
language sql as $$
  select string_agg((to_jsonb(f) - 'recorded_at')::text, e'\n' order by f.trade_id)
         || (select string_agg(concat_ws(' ', m.kind, m.subject, m.detail), e'\n')
               from reconciliation.mismatches as m)
    from lifecycle.fills as f
$$;

select lifecycle.record_fill(fixture.order_of(1), t.value)
  from given, jsonb_array_elements(trades) as t;
create temporary table one_by_one as select pg_temp.left_rows() as said;
select is((select count(*) from lifecycle.fills), 6::bigint, 'one was there already');
delete from lifecycle.fills;
delete from reconciliation.mismatches;

select is(
  lifecycle.record_plain_fills(fixture.order_of(1), trades), true, 'all of them are plain'
) from given;
select is(pg_temp.left_rows(), said, 'together: the same') from one_by_one;
delete from lifecycle.fills;
delete from reconciliation.mismatches;

update given set trades = jsonb_set(trades, '{0,amount}', '"1e-3"');
select is(
  lifecycle.record_plain_fills(fixture.order_of(1), trades), false, 'one of them is not'
) from given;
select is_empty('select from lifecycle.fills', 'then none is recorded together');
select lifecycle.record_fills(fixture.order_of(1), trades) from given;
select is(pg_temp.left_rows(), said, 'but each by itself') from one_by_one;

select * from finish();
rollback;
