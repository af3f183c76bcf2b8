create or replace function lifecycle.write_signal(
  p_user_id uuid, p_profile_id uuid, p_request_id text, p_kind text, p_symbol text, p_side text,
  p_terms lifecycle.order_terms, p_leverage numeric, p_valid_seconds integer
) returns uuid
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_hash constant text := lifecycle.hash_request(
    p_kind, p_symbol, p_side, p_terms, p_leverage);
  v_signal lifecycle.signals;
begin
  if not tenancy.is_own(
    'api.fn_request_' || p_kind, p_user_id, 'profile', null, p_profile_id
  ) then
    return null;
  end if;
  if p_valid_seconds is null or p_valid_seconds not between 1 and 86400 then
    perform meta.raise_error('LCR01', format(
      'p_valid_seconds=%s wanted=1 to 86400', p_valid_seconds));
  end if;
  perform lifecycle.check_request(p_request_id, p_symbol, p_side, p_terms, p_leverage);
  if p_kind = 'entry' then
    perform ledger.require_amount(p_terms.quantity, 'p_quantity');
  end if;
  if not exists (
    select from lifecycle.signals as s
     where s.user_id = p_user_id and s.profile_id = p_profile_id and s.request_id = p_request_id
  ) then
    perform tenancy.require_room(p_user_id, p_kind);
  end if;
  insert into lifecycle.signals (
    user_id, profile_id, request_id, kind, symbol, side, order_type, quantity, limit_price,
    trigger_price, time_in_force, is_post_only, leverage, input_hash, valid_until
  ) values (
    p_user_id, p_profile_id, p_request_id, p_kind, p_symbol, p_side,
    p_terms.order_type, p_terms.quantity, p_terms.limit_price, p_terms.trigger_price,
    p_terms.time_in_force, p_terms.is_post_only, p_leverage, v_hash,
    v_now + make_interval(secs => p_valid_seconds)
  ) on conflict (user_id, profile_id, request_id) do nothing;
  select s.* into strict v_signal
    from lifecycle.signals as s
   where s.user_id = p_user_id and s.profile_id = p_profile_id and s.request_id = p_request_id;
  if v_signal.input_hash <> v_hash then
    perform meta.raise_error('LCC01', format(
      'profile=%s request_id=%s', p_profile_id, p_request_id));
  end if;
  return v_signal.signal_id;
end;
$$;
alter function lifecycle.write_signal(
  uuid, uuid, text, text, text, text, lifecycle.order_terms, numeric, integer
) owner to tradekeel_owner;
revoke all on function lifecycle.write_signal(
  uuid, uuid, text, text, text, text, lifecycle.order_terms, numeric, integer
) from public;
grant execute on function lifecycle.write_signal(
  uuid, uuid, text, text, text, text, lifecycle.order_terms, numeric, integer
) to tradekeel_engine;
comment on function lifecycle.write_signal(
  uuid, uuid, text, text, text, text, lifecycle.order_terms, numeric, integer
) is
'Insert a tenant''s request, or return the one of that request id. Null, a 404 and a breach
record when the caller names a user or profile that is not his. Errors, in order: LCR01, LGR03,
TNT10, LCC01.';
