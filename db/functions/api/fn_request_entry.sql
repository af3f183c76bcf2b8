create or replace function api.fn_request_entry(
  p_user_id text, p_profile_id text, p_request_id text, p_symbol text, p_side text, p_order_type
  text, p_quantity text, p_limit_price text, p_trigger_price text, p_time_in_force text,
  p_is_post_only text, p_leverage text, p_valid_seconds text
) returns uuid
language plpgsql volatile security definer
set search_path = ''
as $$
begin
  return lifecycle.write_signal(
    meta.require_type('p_user_id', p_user_id, 'uuid')::uuid,
    meta.require_type('p_profile_id', p_profile_id, 'uuid')::uuid,
    p_request_id, 'entry', p_symbol, p_side,
    (
      p_order_type,
      meta.require_type('p_quantity', p_quantity, 'numeric')::numeric,
      meta.require_type('p_limit_price', p_limit_price, 'numeric')::numeric,
      meta.require_type('p_trigger_price', p_trigger_price, 'numeric')::numeric,
      p_time_in_force,
      meta.require_type('p_is_post_only', p_is_post_only, 'boolean')::boolean
    ),
    meta.require_type('p_leverage', p_leverage, 'numeric')::numeric,
    meta.require_type('p_valid_seconds', p_valid_seconds, 'integer')::integer
  );
end;
$$;
alter function api.fn_request_entry(
  text, text, text, text, text, text, text, text, text, text, text, text, text
) owner to tradekeel_engine;
revoke all on function api.fn_request_entry(
  text, text, text, text, text, text, text, text, text, text, text, text, text
) from public;
grant execute on function api.fn_request_entry(
  text, text, text, text, text, text, text, text, text, text, text, text, text
) to authenticated;
comment on function api.fn_request_entry(
  text, text, text, text, text, text, text, text, text, text, text, text, text
) is
'Ask for an entry of one''s own profile. Only inserts a request, and never waits for capital;
what became of it is in the signals view. A replay by request id returns the same signal. A
profile that is not the caller''s is answered 404 with null, and recorded. Errors, in order:
LCR01, LGR03, TNT10, LCC01.';
