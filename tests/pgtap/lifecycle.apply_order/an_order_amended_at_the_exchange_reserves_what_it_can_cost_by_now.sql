begin;
select plan(7);

select fixture.stage(1);
select fixture.call_begin_entry(1, '{"order_type": "limit", "limit_price": 40000}');
select fixture.call_persist(1, 'r1', 0, 'open', '[]', 40000);
create function pg_temp.amend(p_quantity text, p_price text) returns text
language plpgsql security definer as $$
begin
  perform engine.fn_apply_exchange_updates(
    fixture.user_id(1), fixture.account_id(1), clock_timestamp(),
    jsonb_build_array(fixture.reading(1, 'r1', 0, 'open', 40000)
      || jsonb_build_object('amount', p_quantity, 'price', p_price)), '[]');
  return (select concat_ws(' ', trim_scale(o.quantity), trim_scale(o.price),
      trim_scale(c.reserved_for_orders), c.trading_state)
    from lifecycle.orders as o, ledger.capital as c);
end;
$$;
-- 0.01 at 40000 with a fee buffer of 0.2 %
select is(pg_temp.amend('0.01', '40000'), '0.01 40000 400.8 active', 'as it was sent');
select is(pg_temp.amend('0.005', '39000'), '0.005 39000 400.8 active',
  'less: the rest is freed at settlement');
select is(pg_temp.amend('0.02', '41000'), '0.02 41000 821.64 active',
  'more: reserved at once, and a repetition changes nothing');
select is(pg_temp.amend('0.05', '41000'), '0.05 41000 2054.1 breached',
  'more than there is: true all the same');
select is(pg_temp.amend('1e17', '41000'), '0.05 41000 2054.1 breached',
  'more than any order amounts to: the row is quarantined');
select is(
  (select string_agg(n.kind, ' ' order by n.kind) from health.incidents as n
    where n.kind = 'order_amended'), 'order_amended', 'an incident'
);
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
