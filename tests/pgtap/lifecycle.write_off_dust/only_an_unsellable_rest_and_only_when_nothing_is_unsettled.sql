begin;
select plan(8);

select fixture.stage(1);
select fixture.hold(1, 'r1', 0.01);
select fixture.call_begin_exit(1, '{"quantity": "0.00995"}');
select fixture.call_persist(1, 'x1', 0.00995, 'closed',
  jsonb_build_array(fixture.trade(1, 'x1', 't2', 0.00995)));
create function pg_temp.write_off() returns boolean
language sql as $$ select lifecycle.write_off_dust(fixture.intent(1, 'x1')) $$;
select is(pg_temp.write_off(), false, 'not while the exit is unsettled');
update lifecycle.orders set settled_at = now();
update lifecycle.intents set settled_at = now(), outcome = 'filled';
update lifecycle.markets set min_cost = 2;
select is(pg_temp.write_off(), false, 'not 2.5 USDT where 2 can be sold');
update lifecycle.latest_prices set observed_at = now() - interval '1 hour';
update lifecycle.markets set min_cost = 5;
select is(pg_temp.write_off(), false, 'not by an old price');
update lifecycle.latest_prices set observed_at = now();
select is(pg_temp.write_off(), true, 'where only 5 can be sold, it is dust');
select is(pg_temp.write_off(), false, 'once');
select is(fixture.positions(1), 'long closed 0 0 -2.5', 'closed, on record as a loss');
select is(
  fixture.rows('select trim_scale(exited_quantity), trim_scale(realized_pnl), trim_scale(fees_quote)
    from lifecycle.trade_history'), '(0.00995,-2.5,0)', 'in its history too'
);
select is_empty($$ select * from fixture.violations()
  where check_view not like '%holdings_are_claimed' $$, 'every check view is empty');

select * from finish();
rollback;
