create or replace function api.fn_set_protection(
  p_user_id text, p_profile_id text, p_request_id text, p_position_id text, p_kind text,
  p_trigger_price text, p_trail_rate text, p_due_at text
) returns text
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_user_id constant uuid := meta.require_type('p_user_id', p_user_id, 'uuid')::uuid;
  v_profile_id constant uuid := meta.require_type('p_profile_id', p_profile_id, 'uuid')::uuid;
  v_position_id constant uuid := meta.require_type('p_position_id', p_position_id, 'uuid')::uuid;
  v_trigger_price constant numeric := meta.require_type(
    'p_trigger_price', p_trigger_price, 'numeric')::numeric;
  v_trail_rate constant numeric := meta.require_type(
    'p_trail_rate', p_trail_rate, 'numeric')::numeric;
  v_due_at constant timestamptz := meta.require_type(
    'p_due_at', p_due_at, 'timestamptz')::timestamptz;
begin
  if not tenancy.is_own(
    'api.fn_set_protection', v_user_id, 'position', v_position_id, v_profile_id
  ) then
    return null;
  end if;
  if not exists (
    select from tenancy.requests as r
     where r.user_id = v_user_id and r.profile_id = v_profile_id and r.request_id = p_request_id
  ) then  -- a repetition is answered also when its moment is past by now
    perform lifecycle.check_protection(p_kind, v_trigger_price, v_trail_rate, v_due_at);
  end if;
  return tenancy.write_request(
    v_user_id, v_profile_id, p_request_id, 'set_protection', v_position_id,
    jsonb_build_object(
      'kind', p_kind, 'trigger_price', trim_scale(v_trigger_price)::text,
      'trail_rate', trim_scale(v_trail_rate)::text, 'due_at', v_due_at));
end;
$$;
alter function api.fn_set_protection(
  text, text, text, text, text, text, text, text
) owner to tradekeel_engine;
revoke all on function api.fn_set_protection(
  text, text, text, text, text, text, text, text
) from public;
grant execute on function api.fn_set_protection(
  text, text, text, text, text, text, text, text
) to authenticated;
comment on function api.fn_set_protection(text, text, text, text, text, text, text, text) is
'Set a stop of one''s own open position by hand, in place of the one of that kind: p_trigger_price
for stop_loss and take_profit, p_trail_rate for trailing_stop, p_due_at for time_stop, the others
null. All three null take the one set by hand back, and the profile''s default counts again.
Outcomes beside applied: LCR10 the position is closed, LCR30 it would fire at once. Only inserts a
request and never waits for capital; the view requests says what became of it. Returns pending, or
on a replay by request id the outcome. What is not the caller''s is answered 404 with null, and
recorded. Errors, in order: LCR01 and LGR03 naming the argument, TNT10,
LCC01.';
