-- A trade at price 0, and rebates worth more than the trade. The other trades of the order count.
begin;
select plan(6);

select fixture.make_tenant(1);
select fixture.make_ready(1);
select fixture.rest_order(1);
create temporary table news as
select jsonb_build_array(
         fixture.trade(1, 'r1', 't1', 0.001, 0),
         fixture.trade(1, 'r1', 't2', 0.001, 50000, '-50.01'),
         fixture.trade(1, 'r1', 't3', 0.001, 50000, '-0.0011', 'BTC'),
         fixture.trade(1, 'r1', 't4', 0.001, 50000, '-50'),
         fixture.trade(1, 'r1', 't5', 0.001, 50000, '-0.0001', 'BTC')) as trades;
grant select on news to public;
set local role tradekeel_bridge;
select results_eq(
  $$ select u.* from news as n, engine.fn_apply_exchange_updates(
       fixture.user_id(1), fixture.account_id(1), clock_timestamp(), '[]', n.trades) as u $$,
  'values (1, 0, 2, 0, 3)', 'two are recorded, three refused'
);
select throws_ok(
  $$ select fixture.call_persist(1, 'r1', 0.001, 'open', jsonb_build_array(trades -> 0))
       from news $$, 'LCR07', null, 'told by itself: price 0'
);
select throws_ok(
  $$ select fixture.call_persist(1, 'r1', 0.001, 'open', jsonb_build_array(trades -> 1))
       from news $$, 'LCR07', null, 'a rebate beyond the trade'
);
reset role;
select is(
  fixture.rows('select f.trade_id from lifecycle.fills as f order by 1'), '(t4) (t5)',
  'a rebate up to the worth of the trade is believed'
);
select is(
  fixture.rows($$ select i.kind, right(i.subject, 2) from health.incidents as i order by 2 $$),
  '(row_quarantined,t1) (row_quarantined,t2) (row_quarantined,t3)', 'an incident for each'
);
select is_empty('select * from fixture.violations()', 'every promise holds');

select * from finish();
rollback;
