begin;
select plan(5);

select fixture.make_tenant(1);
select fixture.make_ready(1);
select fixture.rest_order(1, 'r1', 0.01);
create temporary table listing as
select fixture.reading(1, 'r1', 0, 'open') as value;
select fixture.call_run(1, fixture.document((select jsonb_build_array(l.value) from listing as l)));
create temporary table run as
select r from reconciliation.runs as r order by r.started_at desc limit 1;
create function pg_temp.known_count(p_patch jsonb default '{}') returns integer
language sql as $$
  select cardinality(s.unchanged_order_ids)
    from run, listing as l, lateral reconciliation.sift_known_orders(
      run.r, jsonb_build_array(l.value || p_patch)) as s
$$;
-- How many rows are known when the order was changed so; the change is taken back.
create function pg_temp.known_after(p_change text) returns integer
language plpgsql as $$
begin
  set local session_replication_role = replica;
  execute 'update lifecycle.orders set ' || p_change;
  raise sqlstate 'ZZ001' using message = pg_temp.known_count()::text;
exception
  when sqlstate 'ZZ001' then
    return sqlerrm::integer;
end;
$$;

select is(pg_temp.known_count(), 1, 'row and order are as they were');
select is_empty(
  $$ select c.change
       from unnest(array['order_id = gen_random_uuid()', 'symbol = ''ETH/USDT''',
              'exchange_order_id = ''x''', 'book = ''conditional''', 'side = ''sell''',
              'client_order_text = ''x''', 'filled = 0.001', 'quantity = 0.02', 'price = 49999',
              'cost = 1', 'average = 1',
              'status = ''closed'', terminal_at = clock_timestamp()']) as c (change)
      where pg_temp.known_after(c.change) <> 0 $$,
  'whatever changed of the order, its row is compared again'
);
select is_empty(
  $$ select c.change
       from unnest(array['absent_count = 1, absent_at = clock_timestamp()',
              'last_reading_at = clock_timestamp()', 'quantity = 0.0100']) as c (change)
      where pg_temp.known_after(c.change) <> 1 $$,
  'what a row does not state does not matter'
);
select is_empty(
  $$ select l.value, f.key
       from listing as l, lateral jsonb_object_keys(l.value) as f (key)
      where pg_temp.known_count(jsonb_build_object(f.key, 'another')) <> 0 $$,
  'nor is a row known of which one field differs'
);
select is(
  (select s.rest from run, lateral reconciliation.sift_known_orders(run.r, '[7, null, []]') as s),
  '[7, null, []]', 'the rest keeps its order'
);

select * from finish();
rollback;
