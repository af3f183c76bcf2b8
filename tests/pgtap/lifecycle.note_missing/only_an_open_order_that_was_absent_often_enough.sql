begin;
select plan(4);

select fixture.make_tenant(1);
select fixture.make_ready(1);
select fixture.rest_order(1);
create temporary table lookup as
select o.user_id, gen_random_uuid() as lookup_id, (fixture.newest_run(1)).run_id, o.account_id,
       o.profile_id, 'order'::text as kind, o.order_id as subject_id, o.symbol,
       o.client_order_text, o.exchange_order_id, 'answered'::text as state,
       'not_found'::text as outcome, clock_timestamp() as asked_at, clock_timestamp() as answered_at
  from lifecycle.orders as o;
create function pg_temp.note() returns boolean language sql as $$
  select lifecycle.note_missing(jsonb_populate_record(
    null::reconciliation.lookups, to_jsonb(l))) from lookup as l
$$;
update lifecycle.orders set absent_count = 2;
select ok(not pg_temp.note(), 'twice is not often enough');
update lifecycle.orders set absent_count = 3;
select ok(pg_temp.note(), 'three times is');
select ok(not pg_temp.note(), 'once');
select is((fixture.order_of(1)).status, 'canceled', 'it ended');

select * from finish();
rollback;
