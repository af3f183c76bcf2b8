create or replace function lifecycle.write_filled_order(
  p_user_id uuid, p_attempt_id uuid, p_kind text, p_fill lifecycle.plain_fill, p_plan
  lifecycle.fill_plan, p_trades jsonb
) returns void
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_is_new boolean;
begin
  with o as (
    insert into lifecycle.orders (
      user_id, order_id, profile_id, account_id, intent_id, attempt_id, kind, symbol, side,
      order_type, exchange_order_id, client_order_text, price, quantity, filled, cost, average,
      status, raw_status, revision, posted_quantity, posted_cost, posted_fee_quote,
      posted_fee_base, traded_quantity, inferred_quantity, exchange_at, first_seen_at, changed_at,
      terminal_at, last_reading_at
    ) values (
      p_user_id, p_plan.order_id, p_plan.profile_id, p_plan.account_id, p_plan.intent_id,
      p_attempt_id, p_kind, p_fill.symbol, p_fill.side, p_plan.order_type,
      p_fill.exchange_order_id, p_plan.client_order_text, p_plan.price, p_plan.ordered_quantity,
      p_fill.filled, p_fill.stated_cost, p_fill.average, 'closed', p_fill.raw_status, 1,
      p_fill.filled, p_fill.cost, p_plan.fee_quote, p_plan.fee_base, p_fill.filled,
      p_fill.filled - p_fill.filled, p_fill.exchange_at, p_plan.begun_at, p_plan.begun_at,
      p_plan.begun_at, p_plan.read_at
    ) on conflict (user_id, account_id, symbol, book, exchange_order_id) do nothing
    returning order_id
  ), f as (
    insert into lifecycle.fills (
      user_id, account_id, symbol, exchange_order_id, trade_id, side, order_id, profile_id,
      price, quantity, cost, fees, fee_quote, fee_base, executed_at
    )
    select p_user_id, p_plan.account_id, p_fill.symbol, p_fill.exchange_order_id, p_fill.trade_id,
           p_fill.side, o.order_id, p_plan.profile_id, p_fill.trade_price, p_fill.filled,
           p_fill.cost,
           case when p_fill.fee_cost = 0 then '[]' else jsonb_build_array(jsonb_build_object(
             'currency', p_fill.fee_currency, 'cost', p_fill.fee_cost::text)) end,
           case when p_plan.is_fee_quote then p_fill.fee_cost else 0 end, p_plan.fee_base,
           p_fill.executed_at
      from o
     where p_fill.trade_id is not null
    on conflict (user_id, account_id, symbol, exchange_order_id, trade_id, side) do nothing
    returning order_id
  )
  select exists (select from o) and (p_fill.trade_id is null or exists (select from f))
    into v_is_new;
  if not v_is_new then
    perform meta.raise_error('LCR08', format(
      'attempt=%s exchange_order_id=%s wanted=an order and trades of no other attempt',
      p_attempt_id, p_fill.exchange_order_id));
  elsif p_fill.trade_id is null then
    perform lifecycle.write_trades(p_user_id, p_fill, p_plan, p_trades);
  end if;
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
'Write an order that filled (lifecycle.confirm_filled_entry, confirm_filled_exit) with its totals
and its fills. Errors, in order: LCR08 order or trade are on record already, so with another
attempt.';
