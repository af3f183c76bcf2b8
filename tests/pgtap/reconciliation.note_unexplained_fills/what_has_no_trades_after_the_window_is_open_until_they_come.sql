begin;
select plan(11);

select fixture.stage(1);
select fixture.call_begin_entry(1);
select fixture.call_persist(1, 'r1', 0.01, 'closed', jsonb_build_array(
  fixture.trade(1, 'r1', 't1', 0.004)));
select fixture.settle(1, 'r1', 0.01, 'closed');
create function pg_temp.run() returns void
language plpgsql as $$
begin
  perform fixture.call_begin_run(1);
  perform fixture.call_reconcile(1);
  perform fixture.call_finish(1);
end;
$$;
select pg_temp.run();
select is(fixture.mismatches(1), 'none', 'within the window trades may still come');
select fixture.pass_time(1, '301 seconds');
select fixture.settle(1, 'r1', 0.01, 'closed');
select isnt((fixture.order_of(1)).settled_at, null, 'over: it settles without them');
select is(fixture.mismatches(1), 'fill_unexplained open 1', 'and says so');
select is(
  fixture.rows($$ select m.detail ->> 'filled', m.detail ->> 'traded', m.detail ->> 'inferred'
    from reconciliation.mismatches as m $$), '(0.01,0.004,0.006)', 'with what is missing'
);
select is(fixture.amounts(1), '1000 0 500 0 active', 'money is booked by what the order says');
select pg_temp.run();
select pg_temp.run();
select is(fixture.mismatches(1), 'fill_unexplained open 3', 'each run sees it again');
select is(fixture.incidents(1), 'mismatch_repeated warning', 'at the third it is an incident');
select fixture.settle(1, 'r1', 0.01, 'closed', jsonb_build_array(
  fixture.trade(1, 'r1', 't2', 0.005)));
select is(fixture.mismatches(1), 'fill_unexplained open 3', 'some of them are not enough');
select fixture.settle(1, 'r1', 0.01, 'closed', jsonb_build_array(
  fixture.trade(1, 'r1', 't3', 0.001, 50000, '0.01')));
select is(fixture.mismatches(1), 'fill_unexplained healed 3', 'the last of them closes it');
select is(fixture.amounts(1), '1000 0 500 -0.01 active', 'only a fee was news');
select is_empty('select * from fixture.violations()', 'every promise holds');

select * from finish();
rollback;
