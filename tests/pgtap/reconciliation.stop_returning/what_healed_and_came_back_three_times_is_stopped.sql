begin;
select plan(4);

select fixture.make_tenant(1);
select fixture.make_ready(1);
select fixture.rest_order(1);
create temporary table doc as
select fixture.document(jsonb_build_array(
  fixture.reading(1, 'r1', 0.004, 'open') || '{"filled": "2000000000000000000"}')) as bad,
  fixture.document(jsonb_build_array(fixture.reading(1, 'r1', 0, 'open'))) as good;
grant select on doc to public;
set local role tradekeel_bridge;
select fixture.call_run(1, (select d.bad from doc as d)),
       fixture.call_run(1, (select d.good from doc as d))
  from generate_series(1, 3);
select fixture.call_run(1, (select d.good from doc as d));
reset role;
select is(
  (select count(*) from reconciliation.mismatches as m where m.state = 'healed'), 3::bigint,
  'three came and healed'
);
select is(fixture.incidents(1), 'row_quarantined warning', 'nobody was told');
set local role tradekeel_bridge;
select fixture.call_run(1, (select d.bad from doc as d));
reset role;
select is(
  fixture.incidents(1), 'mismatch_returned critical, row_quarantined warning',
  'the fourth is stopped'
);
select is(fixture.amounts(1), '1000 506.01 0 0 paused', 'its profile is paused');

select * from finish();
rollback;
