begin;
select plan(4);

select fixture.make_tenant(1);
select fixture.make_ready(1);
select fixture.rest_order(1);
create temporary table doc as
select fixture.document(jsonb_build_array(
  fixture.reading(1, 'r1', 0.004, 'open') || '{"filled": "2000000000000000000"}')) as doc;
select fixture.call_run(1, (select d.doc from doc as d)) from generate_series(1, 4);
select ok(fixture.incidents(1) like '%mismatch_returned critical%', 'it was stopped');
set local role tradekeel_operator;
select is(
  ops.fn_accept_mismatch(
    fixture.user_id(1), fixture.mismatch_of('order_drift'), 'the exchange shows nonsense'),
  'accepted', 'a person knows why'
);
reset role;
select ok(fixture.incidents(1) not like '%mismatch_returned%', 'there is nothing left to do');
select is_empty('select * from fixture.violations()', 'every promise holds');

select * from finish();
rollback;
