begin;
select plan(4);

select fixture.make_tenant(1);
select fixture.make_ready(1);
select fixture.rest_order(1);
create temporary table news as
select jsonb_build_array(
         fixture.trade(1, 'r1', 't1', 0.002), fixture.trade(1, 'r1', 't2', 0.003)) as trades,
       fixture.trade(1, 'r1', 't3', 0.001) as more;
grant select on news to public;
set local role tradekeel_bridge;
select u.fills_recorded from news as n, engine.fn_apply_exchange_updates(
  fixture.user_id(1), fixture.account_id(1), clock_timestamp(), '[]', n.trades) as u;
select results_eq(
  $$ select u.* from news as n, engine.fn_apply_exchange_updates(
       fixture.user_id(1), fixture.account_id(1), clock_timestamp(), '[]',
       jsonb_set(n.trades, '{1,amount}', '"0.004"') || n.more) as u $$,
  'values (1, 0, 1, 0, 0)', 'what is new is recorded'
);
reset role;
select is(
  fixture.rows($$ select m.kind, m.profile_id = fixture.profile_id(1), m.detail -> 'differs',
    m.detail ->> 'trade_id' from reconciliation.mismatches as m $$),
  '(fill_unexplained,t,"[""quantity""]",t2)', 'what contradicts is a mismatch'
);
select is(fixture.positions(1), 'long open 0.006 300 0', 'held is what was first told');
select is_empty('select * from fixture.violations()', 'every promise holds');

select * from finish();
rollback;
