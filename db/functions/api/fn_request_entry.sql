create or replace function api.fn_request_entry(
  p_user_id uuid, p_profile_id uuid, p_request_id text, p_symbol text, p_side text, p_order_type
  text, p_quantity numeric, p_limit_price numeric, p_trigger_price numeric, p_time_in_force text,
  p_is_post_only boolean, p_leverage numeric, p_valid_seconds integer
) returns uuid
language plpgsql volatile security definer
set search_path = ''
as $$
begin
  return lifecycle.write_signal(
    p_user_id, p_profile_id, p_request_id, 'entry', p_symbol, p_side,
    (p_order_type, p_quantity, p_limit_price, p_trigger_price, p_time_in_force, p_is_post_only),
    p_leverage, p_valid_seconds);
end;
$$;
alter function api.fn_request_entry(
  uuid, uuid, text, text, text, text, numeric, numeric, numeric, text, boolean, numeric, integer
) owner to tradekeel_engine;
revoke all on function api.fn_request_entry(
  uuid, uuid, text, text, text, text, numeric, numeric, numeric, text, boolean, numeric, integer
) from public;
grant execute on function api.fn_request_entry(
  uuid, uuid, text, text, text, text, numeric, numeric, numeric, text, boolean, numeric, integer
) to authenticated;
comment on function api.fn_request_entry(
  uuid, uuid, text, text, text, text, numeric, numeric, numeric, text, boolean, numeric, integer
) is
'Ask for an entry of one''s own profile. Only inserts a request, and never waits for capital;
what became of it is in the signals view. A replay by request id returns the same signal. A
profile that is not the caller''s is answered 404 with null, and recorded. Errors, in order:
LCR01, LGR03, TNT10, LCC01.';
