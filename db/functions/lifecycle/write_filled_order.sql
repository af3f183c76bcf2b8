create or replace function lifecycle.write_filled_order(
  p_user_id uuid, p_attempt_id uuid, p_kind text, p_fill lifecycle.plain_fill, p_plan
  lifecycle.fill_plan, p_trades jsonb
) returns boolean
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_count integer;
begin
  insert into lifecycle.orders (
    user_id, order_id, profile_id, account_id, intent_id, attempt_id, kind, symbol, side,
    order_type, exchange_order_id, client_order_text, price, quantity, filled, cost, average,
    status, raw_status, revision, posted_quantity, posted_cost, posted_fee_quote,
    posted_fee_base, traded_quantity, inferred_quantity, exchange_at, first_seen_at, changed_at,
    terminal_at, last_reading_at
  ) values (
    p_user_id, p_plan.order_id, p_plan.profile_id, p_plan.account_id, p_plan.intent_id,
    p_attempt_id, p_kind, p_plan.symbol, p_plan.side, p_plan.order_type,
    p_fill.exchange_order_id, p_plan.client_order_text, p_plan.price, p_plan.ordered_quantity,
    p_fill.filled, p_fill.stated_cost, p_fill.average, 'closed', p_fill.raw_status, 1,
    p_fill.filled, p_fill.cost, p_plan.fee_quote, p_plan.fee_base, p_fill.filled,
    p_fill.filled - p_fill.filled, p_fill.exchange_at, p_plan.begun_at, p_plan.begun_at,
    p_plan.begun_at, p_plan.read_at
  ) on conflict (user_id, account_id, symbol, book, exchange_order_id) do nothing;
  if not found then
    return false;
  end if;
  with a as (
    update lifecycle.attempts as a
       set state = 'confirmed', resolved_at = p_plan.begun_at
     where a.user_id = p_user_id and a.attempt_id = p_attempt_id
  )
  insert into lifecycle.fills (
    user_id, account_id, symbol, exchange_order_id, trade_id, side, order_id, profile_id,
    price, quantity, cost, fees, fee_quote, fee_base, executed_at
  )
  select p_user_id, p_plan.account_id, p_plan.symbol, p_fill.exchange_order_id, t.id,
         p_plan.side, p_plan.order_id, p_plan.profile_id, t.price, t.amount, round(t.cost, 12),
         case when f.cost is null then '[]' else jsonb_build_array(jsonb_build_object(
           'currency', p_fill.fee_currency, 'cost', f.cost::text)) end,
         case when p_plan.is_fee_quote then coalesce(f.cost, 0) else 0 end,
         case when p_plan.is_fee_quote then 0 else coalesce(f.cost, 0) end,
         to_timestamp(t.timestamp::double precision / 1000)
    from jsonb_populate_recordset(null::lifecycle.plain_trade, p_trades) as t,
         lateral (
           select nullif((coalesce(t.fees -> 0, t.fee) ->> 'cost')::numeric, 0) as cost
         ) as f
  on conflict (user_id, account_id, symbol, exchange_order_id, trade_id, side) do nothing;
  get diagnostics v_count = row_count;
  if v_count <> jsonb_array_length(p_trades) then
    perform meta.raise_error('LCR08', format(
      'attempt=%s exchange_order_id=%s wanted=trades of no other order', p_attempt_id,
      p_fill.exchange_order_id));
  end if;
  if p_plan.lock_term is not null then
    update locks.entry_locks as l
       set expires_at = p_plan.begun_at, owner_token = null
     where l.user_id = p_user_id and l.profile_id = p_plan.profile_id
       and l.symbol = p_plan.symbol and l.owner_token = p_plan.owner_token
       and l.term = p_plan.lock_term;
  end if;
  return true;
end;
$$;
alter function lifecycle.write_filled_order(
  uuid, uuid, text, lifecycle.plain_fill, lifecycle.fill_plan, jsonb
) owner to tradekeel_owner;
revoke all on function lifecycle.write_filled_order(
  uuid, uuid, text, lifecycle.plain_fill, lifecycle.fill_plan, jsonb
) from public;
grant execute on function lifecycle.write_filled_order(
  uuid, uuid, text, lifecycle.plain_fill, lifecycle.fill_plan, jsonb
) to tradekeel_engine;
comment on function lifecycle.write_filled_order(
  uuid, uuid, text, lifecycle.plain_fill, lifecycle.fill_plan, jsonb
) is
'Write an order that filled (lifecycle.plan_fill) with its totals, its fills, its attempt as
confirmed, and give back the entry lock. False, and nothing written, when that order of the exchange
is on record already. Errors, in order: LCR08 a trade is on record with another order.';
