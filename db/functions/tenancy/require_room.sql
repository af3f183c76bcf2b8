create or replace function tenancy.require_room(
  p_user_id uuid, p_kind text
) returns void
language plpgsql stable security invoker
set search_path = ''
as $$
declare
  v_limit constant bigint := meta.setting('pending_request_limit')::bigint;
  v_count bigint;
begin
  if p_kind = 'request' then
    select count(*) into v_count
      from (
        select from tenancy.requests as r
         where r.user_id = p_user_id and r.state = 'pending'
         order by r.profile_id, r.created_at limit v_limit
      ) as waiting;
  else
    select count(*) into v_count
      from (
        select from lifecycle.signals as s
         where s.user_id = p_user_id and s.state <> 'closed' and s.kind = p_kind
         order by s.profile_id, s.created_at limit v_limit
      ) as waiting;
  end if;
  if v_count >= v_limit then
    perform meta.raise_error('TNT10', format(
      'kind=%s pending=%s limit=%s', p_kind, v_count, v_limit));
  end if;
end;
$$;
alter function tenancy.require_room(uuid, text) owner to tradekeel_owner;
revoke all on function tenancy.require_room(uuid, text) from public;
grant execute on function tenancy.require_room(uuid, text) to tradekeel_engine;
comment on function tenancy.require_room(uuid, text) is
'Refuse a request (entry, exit or request) of a user who has setting pending_request_limit of that
kind waiting. Each kind has its own room, so that no flood of entries keeps an exit, a cancel or a
stop out. Calls at the same moment may each see room for one: it bounds, and counts nothing out.
Errors, in order: TNT10.';
