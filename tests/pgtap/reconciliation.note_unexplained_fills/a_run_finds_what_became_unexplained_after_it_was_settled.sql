begin;
select plan(3);

select fixture.stage(1);
select fixture.call_begin_entry(1);
select fixture.call_persist(1, 'r1', 0.004, 'canceled', jsonb_build_array(
  fixture.trade(1, 'r1', 't1', 0.004)));
select fixture.settle(1, 'r1', 0.004, 'canceled');
select fixture.settle(1, 'r1', 0.01, 'closed');
select is(fixture.mismatches(1), 'none', 'late news, just now');
select fixture.pass_time(1, '301 seconds');
select fixture.call_begin_run(1);
select fixture.call_reconcile(1);
select is(fixture.mismatches(1), 'fill_unexplained open 1', 'a run notes it');
select is_empty('select * from fixture.violations()', 'every promise holds');

select * from finish();
rollback;
