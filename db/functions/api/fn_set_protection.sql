create or replace function api.fn_set_protection(
  p_user_id uuid, p_profile_id uuid, p_request_id text, p_position_id uuid, p_kind text,
  p_trigger_price numeric, p_trail_rate numeric, p_due_at timestamptz
) returns text
language plpgsql volatile security definer
set search_path = ''
as $$
begin
  if not tenancy.is_own(
    'api.fn_set_protection', p_user_id, 'position', p_position_id, p_profile_id
  ) then
    return null;
  end if;
  if not exists (
    select from tenancy.requests as r
     where r.user_id = p_user_id and r.profile_id = p_profile_id and r.request_id = p_request_id
  ) then  -- a repetition is answered also when its moment is past by now
    perform lifecycle.check_protection(p_kind, p_trigger_price, p_trail_rate, p_due_at);
  end if;
  return tenancy.write_request(
    p_user_id, p_profile_id, p_request_id, 'set_protection', p_position_id,
    jsonb_build_object(
      'kind', p_kind, 'trigger_price', trim_scale(p_trigger_price)::text,
      'trail_rate', trim_scale(p_trail_rate)::text, 'due_at', p_due_at));
end;
$$;
alter function api.fn_set_protection(
  uuid, uuid, text, uuid, text, numeric, numeric, timestamptz
) owner to tradekeel_engine;
revoke all on function api.fn_set_protection(
  uuid, uuid, text, uuid, text, numeric, numeric, timestamptz
) from public;
grant execute on function api.fn_set_protection(
  uuid, uuid, text, uuid, text, numeric, numeric, timestamptz
) to authenticated;
comment on function api.fn_set_protection(
  uuid, uuid, text, uuid, text, numeric, numeric, timestamptz
) is
'Set a stop of one''s own open position by hand, in place of the one of that kind: p_trigger_price
for stop_loss and take_profit, p_trail_rate for trailing_stop, p_due_at for time_stop, the others
null. All three null take the one set by hand back, and the profile''s default counts again.
Outcomes beside applied: LCR10 the position is closed, LCR30 it would fire at once. Only inserts a
request and never waits for capital; the view requests says what became of it. Returns pending, or
on a replay by request id the outcome. What is not the caller''s is answered 404 with null, and
recorded. Errors, in order: LCR01 and LGR03 naming the argument, TNT10,
LCC01.';
