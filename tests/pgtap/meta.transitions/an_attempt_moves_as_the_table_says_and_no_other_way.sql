-- Every pair of states: an attempt in the first, and the entry point that would make the second.
begin;
select plan(5);

select fixture.stage(1);
create function pg_temp.tell(p_state text) returns text
language plpgsql as $$
begin
  return fixture.refusal(case p_state
    when 'confirmed' then $x$ select fixture.call_persist(1, 'r1', 0, 'open') $x$
    when 'rejected' then $x$ select engine.fn_record_rejected(fixture.user_id(1),
      (to_jsonb(fixture.attempt(1)) ->> 'attempt_id')::uuid, fixture.token(1), '{}') $x$
    when 'unknown' then $x$ select engine.fn_record_unknown(fixture.user_id(1),
      (to_jsonb(fixture.attempt(1)) ->> 'attempt_id')::uuid, fixture.token(1), '{}') $x$
    when 'not_placed' then $x$ select fixture.find_absent(1, 'r1') $x$
    when 'submitting' then $x$ select fixture.call_begin_entry(1) $x$ end);
end;
$$;
create function pg_temp.moved(p_from text, p_to text) returns jsonb
language plpgsql as $$
declare
  v_answer text;
  v_state text;
  v_incidents text;
begin
  perform set_config('role', 'tradekeel_bridge', true);
  perform fixture.call_begin_entry(1);
  perform pg_temp.tell(p_from);
  if to_jsonb(fixture.attempt(1)) ->> 'state' <> p_from then
    raise exception 'it should be % and is %', p_from, (fixture.attempt(1)).state;
  end if;
  v_answer := pg_temp.tell(p_to);
  v_state := to_jsonb(fixture.attempt(1)) ->> 'state';
  v_incidents := fixture.incidents(1);
  raise exception 'undo' using errcode = 'TK000';
exception when sqlstate 'TK000' then
  return jsonb_build_object(
    'state', v_state, 'code', left(v_answer, 5), 'incidents', v_incidents);
end;
$$;
create temporary table pairs as
select a as from_state, b as to_state, t.machine is not null as is_legal, t.is_late,
       pg_temp.moved(a, b) as got
  from unnest(array['submitting', 'confirmed', 'rejected', 'unknown', 'not_placed']) as a
 cross join unnest(array['submitting', 'confirmed', 'rejected', 'unknown', 'not_placed']) as b
  left join meta.transitions as t
    on t.machine = 'attempt' and t.from_state = a and t.to_state = b
 where a <> b;
reset role;
select is_empty(
  'select * from pairs as p where p.is_legal and p.got ->> ''state'' <> p.to_state',
  'every move of the table happens'
);
select is_empty(
  'select * from pairs as p where not p.is_legal and p.got ->> ''state'' <> p.from_state',
  'no other does: the attempt stays what it was'
);
select is_empty(
  $$ select * from pairs as p
      where p.is_late is distinct from (p.got ->> 'incidents' ~ 'late_truth' and p.is_legal)
        and p.is_legal $$,
  'what is late truth opens an incident, and nothing else does'
);
select is(
  fixture.rows($$ select p.from_state, p.to_state, p.got ->> 'code' from pairs as p
                   where p.got ->> 'code' <> 'not r' order by 1, 2 $$),
  '(confirmed,rejected,LCC04) (unknown,rejected,LCC04)',
  'refused is what would make something settled of what is not; the rest answers with what is'
);
select is(
  (select count(*) filter (where p.is_legal) || ' of ' || count(*) from pairs as p), '8 of 20',
  'all pairs were tried'
);

select * from finish();
rollback;
