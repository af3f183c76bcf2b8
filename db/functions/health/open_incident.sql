create or replace function health.open_incident(
  p_user_id uuid, p_kind text, p_level text, p_subject text, p_runbook text, p_detail jsonb
) returns boolean
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_count integer;
begin
  insert into health.incidents as i
    (user_id, kind, level, subject, runbook, detail, opened_at, last_seen_at)
  values (p_user_id, p_kind, p_level, p_subject, p_runbook, p_detail, v_now, v_now)
  on conflict (user_id, kind, subject) where state = 'open' do update
     set occurrence_count = i.occurrence_count + 1, last_seen_at = excluded.last_seen_at,
         detail = excluded.detail
  returning i.occurrence_count into v_count;
  if v_count = 1 then
    perform health.count_event(p_user_id, 'incidents_opened', p_level);
  end if;
  return v_count = 1;
end;
$$;
alter function health.open_incident(uuid, text, text, text, text, jsonb) owner to tradekeel_owner;
revoke all on function health.open_incident(uuid, text, text, text, text, jsonb) from public;
grant execute on function health.open_incident(
  uuid, text, text, text, text, jsonb
) to tradekeel_engine;
comment on function health.open_incident(uuid, text, text, text, text, jsonb) is
'Open an incident, or count one more occurrence of the open one of that kind and subject. Returns
whether it is new.';
