begin;
select plan(7);

select fixture.make_tenant(1);
select fixture.make_ready(1);
select fixture.rest_order(1, 'r1', 0.01);
create temporary table listing as
select fixture.reading(1, 'r1', 0, 'open') as value;
grant select on listing to public;
select fixture.call_run(1, fixture.document((select jsonb_build_array(l.value) from listing as l)));
create temporary table run as
select r from reconciliation.runs as r order by r.started_at desc limit 1;

select is(
  (select s.unchanged_hashes from reconciliation.latest_snapshots as s
    where s.part = 'open_orders'),
  (select array[int8xor(jsonb_hash_extended(l.value, 1), reconciliation.order_hash(o))]
     from listing as l, lifecycle.orders as o),
  'the hash of row and order is kept'
);
create or replace function reconciliation.is_plain_order(
  p_order jsonb, p_latest_ms text
) returns boolean
language sql immutable return false;
select is(
  (select cardinality(s.unchanged_order_ids)
     from run, listing as l, lateral reconciliation.sift_orders(
       run.r, jsonb_build_array(l.value)) as s),
  1, 'the same row is taken without a look at its shape'
);
select is(
  (select cardinality(s.unchanged_order_ids)
     from run, listing as l, lateral reconciliation.sift_orders(
       run.r, jsonb_build_array(l.value || '{"timestamp": 1700000000000}')) as s),
  0, 'another one is not'
);
select is(
  (select cardinality(s.unchanged_order_ids)
     from run, listing as l, lateral reconciliation.sift_orders(
       run.r, jsonb_build_array(l.value, l.value)) as s),
  2, 'one that is listed twice is taken twice'
);
update reconciliation.latest_snapshots as s
   set unchanged_order_ids = s.unchanged_order_ids || s.unchanged_order_ids,
       unchanged_hashes = s.unchanged_hashes || s.unchanged_hashes;
select is(
  (select cardinality(s.unchanged_order_ids)
     from run, listing as l, lateral reconciliation.sift_orders(
       run.r, jsonb_build_array(l.value)) as s),
  1, 'and does not multiply'
);
update lifecycle.orders set quantity = 0.02;
select is(
  (select cardinality(s.unchanged_order_ids)
     from run, listing as l, lateral reconciliation.sift_orders(
       run.r, jsonb_build_array(l.value)) as s),
  0, 'when the order has changed here, the same row is news'
);
select throws_ok(
  'update reconciliation.latest_snapshots set unchanged_hashes = ''{}''
    where part = ''open_orders''',
  '23514', null, 'each order has its hash'
);

select * from finish();
rollback;
