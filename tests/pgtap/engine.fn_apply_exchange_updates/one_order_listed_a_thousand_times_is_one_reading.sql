begin;
select plan(4);

-- an attempt that the exchange lists again and again, the last time as filled
select fixture.make_tenant(1);
select fixture.make_ready(1);
select fixture.begin_entry(1, 'r1', 0.005);
set local role tradekeel_bridge;
select results_eq(
  $$ select u.* from engine.fn_apply_exchange_updates(
       fixture.user_id(1), fixture.account_id(1), clock_timestamp(), (
         select jsonb_agg(case n when 1000 then fixture.reading(1, 'r1', 0.005, 'closed')
                  else fixture.reading(1, 'r1', 0, 'open') end order by n)
           from generate_series(1, 1000) as n), '[]') as u $$,
  'values (0, 1, 0, 0, 0)', 'one order'
);
reset role;
select is((fixture.order_of(1, 'r1')).filled, 0.005, 'the last one counts');
select is(
  (fixture.order_of(1, 'r1')).revision, 1, 'it was booked once'
);
select is_empty('select * from fixture.violations()', 'every promise holds');

select * from finish();
rollback;
