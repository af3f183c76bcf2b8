begin;
select plan(5);

select fixture.make_tenant(1);
select fixture.make_ready(1);
select fixture.rest_order(1);
create temporary table news as
select fixture.trade(1, 'r1', 't1', 0.002, 50000, '0.1') as trade,
       fixture.reading(1, 'r1', 0.002, 'open') as reading;
select engine.fn_apply_exchange_updates(
  fixture.user_id(1), fixture.account_id(1), clock_timestamp(),
  jsonb_build_array(reading), jsonb_build_array(trade))
  from news;
select fixture.call_begin_run(1);
select is(
  fixture.call_reconcile(1, fixture.document(
    jsonb_build_array(reading), jsonb_build_array(trade || '{"cost": "100.000"}')))
    -> 'profiles', '[]', 'the same trade is no difference'
) from news;
select fixture.call_finish(1);
select is(fixture.mismatches(1), 'none', 'and no mismatch');
select fixture.call_run(1, fixture.document(
  jsonb_build_array(reading), jsonb_build_array(trade || '{"amount": "0.003"}'))) from news;
select is(fixture.mismatches(1), 'fill_unexplained open 1', 'another quantity is');
select fixture.call_run(1, fixture.document(jsonb_build_array(reading))) from news;
select is(
  fixture.mismatches(1), 'fill_unexplained open 1', 'a run that does not hear it heals nothing'
);
select is_empty('select * from fixture.violations()', 'every promise holds');

select * from finish();
rollback;
