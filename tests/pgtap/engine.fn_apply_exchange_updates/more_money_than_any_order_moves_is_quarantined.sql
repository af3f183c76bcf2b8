begin;
select plan(11);

-- each alone is an amount that can be read; together they are more than the ledger holds
select fixture.make_tenant(1);
select fixture.make_ready(1);
select fixture.rest_order(1, 'r1', 0.05, 'ETH/USDT');
create temporary table facts as
select n, o, t
  from (values
    (1, '{}'::jsonb, '{"amount": "1e20"}'::jsonb),
    (2, '{}', '{"cost": "1e20"}'),
    (3, '{}', '{"fee": {"cost": "1e20", "currency": "USDT"}}'),
    (4, '{}', '{"fee": {"cost": "-1e20", "currency": "ETH"}}'),
    (5, '{"filled": "1e20", "average": "1e20"}', null),
    (6, '{"filled": "0.05", "cost": "1e20"}', null),
    (7, '{"fee": {"cost": "1e20", "currency": "BTC"}}', null),
    (8, '{}', '{"amount": "1e20", "cost": null}'),
    (9, '{"amount": "1e18", "remaining": "1e18"}', null)) as f (n, o, t);
grant select on facts to public;
select engine.fn_record_prices(fixture.user_id(1), fixture.account_id(1),
  '[{"symbol": "BTC/USDT", "last": "1e19"}]');
set local role tradekeel_bridge;
select is(
  (select u.rows_refused from engine.fn_apply_exchange_updates(
     fixture.user_id(1), fixture.account_id(1), clock_timestamp(),
     jsonb_build_array(fixture.reading(1, 'r1', 0, 'open', 2000) || f.o),
     coalesce(jsonb_build_array(fixture.trade(1, 'r1', 't1', 0.05, 2000) || f.t), '[]')) as u),
  1, f.o::text || coalesce(f.t::text, ''))
  from facts as f order by f.n;
reset role;
select is(
  fixture.rows($$ select o.status, o.filled, o.posted_cost, (
      select count(*) from lifecycle.fills) from lifecycle.orders as o $$),
  '(open,0,0,0)', 'nothing of it was written'
);
select is_empty('select * from fixture.violations()', 'every promise holds');

select * from finish();
rollback;
