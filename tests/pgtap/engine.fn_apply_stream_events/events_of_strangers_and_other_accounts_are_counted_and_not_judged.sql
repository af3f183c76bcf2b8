begin;
select plan(5);

select fixture.stage(1);
select fixture.stage(2);
select fixture.rest_order(1, 'r1', 0.01);
select fixture.rest_order(2, 'r1', 0.01);
create temporary table digest as select fixture.digest() as before;
create temporary table theirs as
select fixture.reading(2, 'r1', 0.01, 'closed') || '{"id": "x-other"}' as o,
       fixture.trade(2, 'r1', 't1', 0.01) || '{"order": "x-other"}' as t;
grant select on theirs to public;
set local role tradekeel_bridge;
select is(
  fixture.hear(1, jsonb_build_array(
      fixture.reading(1, 'r1', 0, 'open')
        || '{"id": "77", "clientOrderId": "web_abc", "status": "closed", "filled": "0.01"}'),
    jsonb_build_array(fixture.trade(1, 'r1', 't9', 0.01) || '{"order": "77"}')),
  '0 changed 0 unchanged 0 fills 2 unknown 0 refused', 'an order placed by hand'
);
select is(
  fixture.hear(1, jsonb_build_array(h.o), jsonb_build_array(h.t)),
  '0 changed 0 unchanged 0 fills 2 unknown 0 refused', 'an order of another account'
) from theirs as h;
reset role;
select is(fixture.digest(), (select d.before from digest as d), 'nothing was written');
select is(fixture.incidents(1), 'none', 'a reading will judge it, if it is there');
select is_empty('select * from fixture.violations()', 'every promise holds');

select * from finish();
rollback;
