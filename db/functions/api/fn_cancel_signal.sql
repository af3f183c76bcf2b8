create or replace function api.fn_cancel_signal(
  p_user_id uuid, p_profile_id uuid, p_request_id text, p_signal_id uuid
) returns text
language plpgsql volatile security definer
set search_path = ''
as $$
begin
  if not tenancy.is_own(
    'api.fn_cancel_signal', p_user_id, 'signal', p_signal_id, p_profile_id
  ) then
    return null;
  end if;
  return tenancy.write_request(
    p_user_id, p_profile_id, p_request_id, 'cancel_signal', p_signal_id, '{}');
end;
$$;
alter function api.fn_cancel_signal(uuid, uuid, text, uuid) owner to tradekeel_engine;
revoke all on function api.fn_cancel_signal(uuid, uuid, text, uuid) from public;
grant execute on function api.fn_cancel_signal(uuid, uuid, text, uuid) to authenticated;
comment on function api.fn_cancel_signal(uuid, uuid, text, uuid) is
'Take back one''s own signal that was not carried out yet. A signal whose order was begun stays:
the outcome is LCC07 then. Only inserts a request and never waits for capital; the view requests
says what became of it. Returns pending, or on a replay by request id the outcome. What is not the
caller''s is answered 404 with null, and recorded. Errors, in order: LCR01, TNT10, LCC01.';
