begin;
select plan(4);

select fixture.make_tenant(1);
select fixture.make_ready(1);
select fixture.rest_order(1);
select results_eq(
  $$ select q.outcome, q.rows_refused from lifecycle.apply_or_quarantine(
       fixture.user_id(1), (fixture.order_of(1)).order_id,
       fixture.reading(1, 'r1', 0.01, 'closed') || '{"side": "sell"}', '[]',
       clock_timestamp()) as q $$,
  $$ values ('refused', 1) $$, 'refused'
);
select is((fixture.order_of(1)).status, 'open', 'nothing is written');
select is(fixture.incidents(1), 'row_quarantined warning', 'but an incident');
select results_eq(
  $$ select q.outcome, q.rows_refused from lifecycle.apply_or_quarantine(
       fixture.user_id(1), (fixture.order_of(1)).order_id, null, '[]', clock_timestamp()) as q $$,
  $$ values ('unchanged', 0) $$, 'nothing changes nothing'
);

select * from finish();
rollback;
