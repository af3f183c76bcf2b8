create or replace function api.fn_cancel_signal(
  p_user_id text, p_profile_id text, p_request_id text, p_signal_id text
) returns text
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_user_id constant uuid := meta.require_type('p_user_id', p_user_id, 'uuid')::uuid;
  v_profile_id constant uuid := meta.require_type('p_profile_id', p_profile_id, 'uuid')::uuid;
  v_signal_id constant uuid := meta.require_type('p_signal_id', p_signal_id, 'uuid')::uuid;
begin
  if not tenancy.is_own(
    'api.fn_cancel_signal', v_user_id, 'signal', v_signal_id, v_profile_id
  ) then
    return null;
  end if;
  return tenancy.write_request(
    v_user_id, v_profile_id, p_request_id, 'cancel_signal', v_signal_id, '{}');
end;
$$;
alter function api.fn_cancel_signal(text, text, text, text) owner to tradekeel_engine;
revoke all on function api.fn_cancel_signal(text, text, text, text) from public;
grant execute on function api.fn_cancel_signal(text, text, text, text) to authenticated;
comment on function api.fn_cancel_signal(text, text, text, text) is
'Take back one''s own signal that was not carried out yet. A signal whose order was begun stays:
the outcome is LCC07 then. Only inserts a request and never waits for capital; the view requests
says what became of it. Returns pending, or on a replay by request id the outcome. What is not the
caller''s is answered 404 with null, and recorded. Errors, in order: LCR01, TNT10, LCC01.';
