begin;
select plan(3);

select fixture.stage(1);
select fixture.hold(1, 'r1', 0.01, 50000, '0.5');
select is_empty('select * from health.check_lifecycle_orders_are_booked', 'empty before');
create function pg_temp.damage(p_change text) returns boolean
language plpgsql as $$
declare
  v_is_reported boolean;
begin
  begin
    execute p_change;
    v_is_reported := exists (
      select from health.check_lifecycle_orders_are_booked as c, lifecycle.orders as o
       where c.subject = o.order_id::text);
    raise exception using errcode = 'P0002', message = v_is_reported::text;
  exception when sqlstate 'P0002' then
    return sqlerrm::boolean;
  end;
end;
$$;
select is_empty(
  $$ select c from unnest(array[
       'update lifecycle.orders set filled = 0.02',
       'update lifecycle.orders set posted_quantity = 0.02, inferred_quantity = 0.01',
       'update lifecycle.orders set posted_cost = 501',
       'update lifecycle.orders set posted_fee_quote = 0',
       'update lifecycle.orders set posted_fee_base = 1',
       'update lifecycle.fills set quantity = 0.02',
       'delete from lifecycle.fills',
       'update lifecycle.executions set quantity_delta = 0.02',
       'update lifecycle.executions set cost_delta = 1',
       'update lifecycle.executions set fee_quote_delta = 1',
       'delete from lifecycle.executions']) as c
      where not pg_temp.damage(c) $$,
  'what it says, what was posted, its trades, its executions: any one of them'
);
select is_empty('select * from health.check_lifecycle_orders_are_booked', 'and empty again');

select * from finish();
rollback;
