-- Every pair of states: an order in the first, and a reading that says the second.
begin;
select plan(4);

select fixture.stage(1);
select fixture.rest_order(1);
create function pg_temp.moved(p_from text, p_to text) returns text
language plpgsql as $$
declare
  v_order lifecycle.orders := fixture.order_of(1);
  v_state text;
begin
  v_order := lifecycle.take_reading(
    v_order, fixture.reading(1, 'r1', 0, p_from), clock_timestamp());
  if v_order.status <> p_from then
    raise exception 'it should be % and is %', p_from, v_order.status;
  end if;
  v_order := lifecycle.take_reading(
    v_order, fixture.reading(1, 'r1', 0, p_to), clock_timestamp());
  v_state := v_order.status;
  raise exception 'undo' using errcode = 'TK000';
exception when sqlstate 'TK000' then
  return v_state;
end;
$$;
create temporary table pairs as
select a as from_state, b as to_state, exists (
         select from meta.transitions as t
          where t.machine = 'order' and t.from_state = a and t.to_state = b) as is_legal
  from unnest(array['open', 'closed', 'canceled', 'expired', 'rejected']) as a,
       unnest(array['open', 'closed', 'canceled', 'expired', 'rejected']) as b
 where a <> b;
select is_empty(
  $$ select *, pg_temp.moved(p.from_state, p.to_state)
       from pairs as p
      where p.is_legal and pg_temp.moved(p.from_state, p.to_state) <> p.to_state $$,
  'every move of the table happens'
);
select is_empty(
  $$ select *, pg_temp.moved(p.from_state, p.to_state)
       from pairs as p
      where not p.is_legal and pg_temp.moved(p.from_state, p.to_state) <> p.from_state $$,
  'no other does: the order stays what it was'
);
select is(
  fixture.rows('select p.from_state from pairs as p where not p.is_legal order by 1'),
  '(canceled) (closed) (expired) (rejected)', 'what cannot be is that an ended order opens again'
);
select is(
  fixture.rows($$ select count(*) from meta.transitions as t
                   where t.machine = 'order' and (t.from_state <> 'open') <> t.is_late $$),
  '(0)', 'what leaves a state of the end is marked as late'
);

select * from finish();
rollback;
