create or replace function health.close_incidents(
  p_user_id uuid, p_kinds text[], p_subject text
) returns integer
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_count integer;
begin
  update health.incidents as i
     set state = 'closed', closed_at = v_now, closed_by = session_user,
         acknowledged_at = coalesce(i.acknowledged_at, v_now),
         acknowledged_by = coalesce(i.acknowledged_by, session_user)
   where i.user_id = p_user_id and i.kind = any (p_kinds) and i.subject = p_subject
     and i.state = 'open';
  get diagnostics v_count = row_count;
  return v_count;
end;
$$;
alter function health.close_incidents(
  uuid, text[], text
) owner to tradekeel_owner;
revoke all on function health.close_incidents(
  uuid, text[], text
) from public;
grant execute on function health.close_incidents(
  uuid, text[], text
) to tradekeel_engine;
comment on function health.close_incidents(
  uuid, text[], text
) is
'Close the open incidents of these kinds about one subject, since what they are about was mended by
the operator who calls. Returns how many.';
