-- Three things happen to a protection, in each of its states: it is armed, its price comes, its
-- position is flat.
begin;
select plan(2);

select fixture.stage(1);
select fixture.limit_profile(1, '{"stop_loss_rate": "0.02"}');
select fixture.take_position(1, 'r1', 0.01);
create function pg_temp.happen(p_event text) returns void
language plpgsql as $$
declare
  p lifecycle.positions;
begin
  select x.* into p from lifecycle.positions as x;
  case p_event
    when 'armed again' then perform lifecycle.arm_protections(p.user_id, p.position_id);
    when 'flat' then perform lifecycle.close_protections(p.user_id, p.position_id);
    else
      perform fixture.set_price(1, 48000);
      perform lifecycle.fire_protections(p.user_id, p.profile_id);
  end case;
end;
$$;
create function pg_temp.moved(p_before text[], p_event text) returns text
language plpgsql as $$
declare
  v_before text;
  v_after text;
begin
  for i in 1 .. coalesce(array_length(p_before, 1), 0) loop
    perform pg_temp.happen(p_before[i]);
  end loop;
  select x.state into v_before from lifecycle.protections as x;
  perform pg_temp.happen(p_event);
  select x.state into v_after from lifecycle.protections as x;
  raise exception 'undo' using errcode = 'TK000';
exception when sqlstate 'TK000' then
  return v_before || ' ' || v_after;
end;
$$;
create temporary table moves as
select distinct pg_temp.moved(b.before, e.event) as move
  from (values
    ('{}'::text[]), ('{price}'), ('{flat}'), ('{price, flat}')) as b (before),
       unnest(array['armed again', 'price', 'flat']) as e (event);
select is(
  fixture.rows($$ select m.move from moves as m
                   where split_part(m.move, ' ', 1) <> split_part(m.move, ' ', 2) order by 1 $$),
  fixture.rows($$ select t.from_state || ' ' || t.to_state from meta.transitions as t
                   where t.machine = 'protection' order by 1 $$),
  'the moves are those of the table'
);
select is(
  fixture.rows($$ select distinct split_part(m.move, ' ', 1) from moves as m order by 1 $$),
  '(armed) (canceled) (done) (fired)', 'from every state'
);

select * from finish();
rollback;
