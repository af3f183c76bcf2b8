-- A look-up is asked while the attempt is unknown; before its answer comes, the truth does.
begin;
select plan(5);

select fixture.stage(1);
create function pg_temp.answered(p_resolve text) returns text
language plpgsql as $$
declare
  v_asked integer;
  v_state text;
begin
  perform fixture.begin_entry(1, 'r1', 0.01);
  update lifecycle.attempts as t set send_deadline = t.created_at, horizon_at = t.created_at;
  perform set_config('role', 'tradekeel_bridge', true);
  perform fixture.call_begin_run(1);
  perform fixture.call_reconcile(1);
  v_asked := jsonb_array_length(fixture.asked(1));
  execute p_resolve;
  perform fixture.call_answer(1, 'not_found');
  v_state := to_jsonb(fixture.attempt(1)) ->> 'state';
  raise exception 'undo' using errcode = 'TK000';
exception when sqlstate 'TK000' then
  return v_asked || ' ' || v_state;
end;
$$;
select is(pg_temp.answered('select 1'), '1 unknown', 'one absence alone proves nothing');
select is(
  pg_temp.answered($$ select engine.fn_record_rejected(fixture.user_id(1),
    (to_jsonb(fixture.attempt(1)) ->> 'attempt_id')::uuid, fixture.token(1), '{}') $$),
  '1 rejected', 'a rejected one stays rejected'
);
select is(
  pg_temp.answered($$ select fixture.call_persist(1, 'r1', 0, 'open') $$), '1 confirmed',
  'a confirmed one stays confirmed'
);
select is(
  pg_temp.answered($$ select engine.fn_record_unknown(fixture.user_id(1),
    (to_jsonb(fixture.attempt(1)) ->> 'attempt_id')::uuid, fixture.token(1), '{}') $$),
  '1 unknown', 'an unknown one is as unknown as before'
);
select is((fixture.attempt(1)).state, null, 'each of these was undone');

select * from finish();
rollback;
