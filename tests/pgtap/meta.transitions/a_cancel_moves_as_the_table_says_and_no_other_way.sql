begin;
select plan(3);

select fixture.stage(1);
select fixture.rest_order(1);
create function pg_temp.moved(p_from text, p_to text) returns text
language plpgsql as $$
declare
  v_cancel_id constant uuid := fixture.call_begin_cancel(1, 'r1') ->> 'cancel_id';
  v_state text;
begin
  if p_from <> 'submitting' then
    perform engine.fn_record_cancel(
      fixture.user_id(1), v_cancel_id, fixture.token(1), p_from, '{}');
  end if;
  if p_to = 'submitting' then
    perform fixture.call_begin_cancel(1, 'r1');
  else
    perform engine.fn_record_cancel(
      fixture.user_id(1), v_cancel_id, fixture.token(1), p_to, '{}');
  end if;
  select c.state into v_state from lifecycle.cancels as c where c.cancel_id = v_cancel_id;
  raise exception 'undo' using errcode = 'TK000';
exception when sqlstate 'TK000' then
  return v_state;
end;
$$;
create temporary table pairs as
select a as from_state, b as to_state, t.machine is not null as is_legal,
       pg_temp.moved(a, b) as got
  from unnest(array['submitting', 'accepted', 'not_open', 'refused', 'unknown']) as a
 cross join unnest(array['submitting', 'accepted', 'not_open', 'refused', 'unknown']) as b
  left join meta.transitions as t
    on t.machine = 'cancel' and t.from_state = a and t.to_state = b
 where a <> b;
select is_empty(
  'select * from pairs as p where p.is_legal and p.got <> p.to_state',
  'every move of the table happens'
);
select is_empty(
  'select * from pairs as p where not p.is_legal and p.got <> p.from_state', 'no other does'
);
select is(
  (select count(*) filter (where p.is_legal) || ' of ' || count(*) from pairs as p), '4 of 20',
  'all pairs were tried'
);

select * from finish();
rollback;
