begin;
select plan(3);

select fixture.make_tenant(1);
select fixture.make_ready(1);
select fixture.rest_order(1, 'r1', 0.01);
select fixture.rest_order(1, 'r2', 0.05, 'ETH/USDT');
select fixture.pass_time(1, '1 minute');

-- One whole run each: the listing of r1 with one field spoiled, what came of it, all taken back.
create temporary table outcomes (is_sifted boolean, field text, value jsonb, outcome text);
create function pg_temp.outcome_of(p_reading jsonb) returns text
language plpgsql as $$
declare
  v_run jsonb;
begin
  v_run := fixture.call_run(1, fixture.document(jsonb_build_array(
    p_reading, fixture.reading(1, 'r2', 0, 'open', 2000))));
  raise sqlstate 'ZZ001' using message = (
    select concat_ws(' / ', v_run, fixture.mismatches(1),
      (select string_agg(concat_ws(' ', i.kind, i.detail), ';' order by i.kind, i.subject)
         from health.incidents as i),
      (select string_agg(concat_ws(' ', o.exchange_order_id, o.status, o.filled, o.quantity, o.cost,
         o.price, o.average, o.absent_count), ';' order by o.exchange_order_id)
         from lifecycle.orders as o),
      (select string_agg(concat_ws(' ', l.kind, l.outcome), ';') from reconciliation.lookups as l),
      (select string_agg(concat_ws(' ', s.part, s.is_complete, s.row_count), ';' order by s.part)
         from reconciliation.latest_snapshots as s)));
exception
  when sqlstate 'ZZ001' then
    return regexp_replace(sqlerrm, '[0-9a-f]{8}-[0-9a-f-]{27}', '', 'g');
end;
$$;
create function pg_temp.play(p_is_sifted boolean) returns void
language sql as $$
  insert into outcomes
  select p_is_sifted, f.field, v.value, pg_temp.outcome_of(
           fixture.reading(1, 'r1', 0, 'open') || jsonb_build_object(f.field, v.value))
    from unnest(array['id', 'clientOrderId', 'status', 'filled', 'amount', 'price', 'timestamp',
           'fees']) as f (field),
         jsonb_array_elements('[null, "", "0", "0.01", "1 2", "1e3", "closed", 0, [], {}]')
           as v (value)
$$;
select pg_temp.play(true);
create or replace function reconciliation.sift_orders(
  p_run reconciliation.runs, p_rows jsonb
) returns table (rest jsonb, unchanged_order_ids uuid[], unchanged_hashes bigint[])
language sql as $$ select p_rows, '{}'::uuid[], '{}'::bigint[] $$;
select pg_temp.play(false);

select is_empty(
  $$ select a.field, a.value, a.outcome, b.outcome
       from outcomes as a
       join outcomes as b on b.field = a.field and b.value = a.value and not b.is_sifted
      where a.is_sifted and a.outcome <> b.outcome $$,
  'whatever a row says, naming what is known changes nothing that a run brings about'
);
select is((select count(*) from outcomes), 160::bigint, 'eighty readings, both ways');
select cmp_ok((select count(distinct o.outcome) from outcomes as o), '>', 20::bigint, 'all kinds');

select * from finish();
rollback;
