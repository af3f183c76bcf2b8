begin;
select plan(4);

select fixture.make_tenant(1);
select fixture.make_ready(1);
select fixture.rest_order(1, 'r1', 0.005);
select fixture.rest_order(1, 'r2', 0.05, 'ETH/USDT');
select fixture.call_run(1, fixture.document());
create temporary table run as
select r from reconciliation.runs as r order by r.started_at desc limit 1;
create temporary table sifted as
select s.*
  from run, lateral reconciliation.sift_orders(run.r, jsonb_build_array(
    fixture.reading(1, 'r2', 0, 'open', 2000) || '{"amount": "0.0500", "fees": [], "price": null}',
    fixture.reading(1, 'r2', 0, 'open', 2000) || '{"id": "x-r3"}',
    fixture.reading(1, 'r1', 0.001, 'open'),
    7)) as s;

select is(
  (select s.unchanged_order_ids from sifted as s), array[(fixture.order_of(1, 'r2')).order_id],
  'the order that is as we have it is named'
);
select is(
  (select jsonb_path_query_array(s.rest, '$[*].id') from sifted as s), '["x-r3", "x-r1"]',
  'the one that filled is left to be read'
);
select is((select jsonb_array_length(s.rest) from sifted as s), 3, 'so is what nobody knows');
select is((select s.rest -> 2 from sifted as s), '7', 'in the order of the listing');

select * from finish();
rollback;
