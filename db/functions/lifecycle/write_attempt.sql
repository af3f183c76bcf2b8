create or replace function lifecycle.write_attempt(
  p_intent lifecycle.intents, p_attempt_no integer, p_owner_token uuid, p_lock_term bigint,
  p_lease_term bigint, p_epoch bigint
) returns uuid
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_deadline constant timestamptz :=
    clock_timestamp() + meta.setting_interval('send_window_ms');
  v_exchange meta.exchanges;
  v_id constant uuid := lifecycle.make_client_order_id(
    p_epoch, p_intent.user_id, p_intent.profile_id, p_intent.request_id, p_attempt_no);
  v_attempt_id uuid;
begin
  if p_attempt_no is null or p_attempt_no not between 1 and 100 or p_attempt_no <> (
    select count(*) + 1
      from lifecycle.attempts as a
     where a.user_id = p_intent.user_id and a.intent_id = p_intent.intent_id
       and a.state in ('not_placed', 'rejected')
  ) then
    perform meta.raise_error('LCC05', format(
      'request_id=%s attempt=%s', p_intent.request_id, p_attempt_no));
  end if;
  select e.* into strict v_exchange
    from tenancy.exchange_accounts as c
    join meta.exchanges as e on e.exchange = c.exchange and e.market_type = c.market_type
   where c.user_id = p_intent.user_id and c.account_id = p_intent.account_id;
  insert into lifecycle.attempts (
    user_id, intent_id, attempt_no, profile_id, account_id, kind, symbol, side,
    client_order_id, client_order_text, owner_token, lock_term, lease_term, epoch,
    send_deadline, horizon_at, lag_ms
  ) values (
    p_intent.user_id, p_intent.intent_id, p_attempt_no, p_intent.profile_id,
    p_intent.account_id, p_intent.kind, p_intent.symbol, p_intent.side,
    v_id, lifecycle.render_client_order_id(v_exchange.client_id_format, v_id),
    p_owner_token, p_lock_term, p_lease_term, p_epoch,
    v_deadline, lifecycle.horizon_after(v_exchange, v_deadline), v_exchange.lag_ms
  ) returning attempt_id into v_attempt_id;
  return v_attempt_id;
end;
$$;
alter function lifecycle.write_attempt(
  lifecycle.intents, integer, uuid, bigint, bigint, bigint
) owner to tradekeel_owner;
revoke all on function lifecycle.write_attempt(
  lifecycle.intents, integer, uuid, bigint, bigint, bigint
) from public;
grant execute on function lifecycle.write_attempt(
  lifecycle.intents, integer, uuid, bigint, bigint, bigint
) to tradekeel_engine;
comment on function lifecycle.write_attempt(
  lifecycle.intents, integer, uuid, bigint, bigint, bigint
) is
'Write the attempt before anything is sent: client order id, send deadline, and the horizon from
which an absence is evidence. Attempt n needs all before it to be not placed or rejected, also
when an early one turned out late to be on the exchange. Errors, in order: LCC05.';
