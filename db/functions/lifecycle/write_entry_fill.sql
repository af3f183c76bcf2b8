create or replace function lifecycle.write_entry_fill(
  p_user_id uuid, p_attempt_id uuid, p_fill lifecycle.plain_fill, p_plan lifecycle.fill_plan
) returns void
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_margin constant numeric := ledger.round_amount(p_fill.cost / p_plan.leverage);
  v_spent numeric;
  v_capital ledger.capital;
begin
  with p as (
    insert into lifecycle.positions (
      user_id, position_id, profile_id, account_id, symbol, side, quantity, cost_basis, notional,
      entered_quantity, entered_notional, realized_pnl, fees_quote
    ) values (
      p_user_id, p_plan.position_id, p_plan.profile_id, p_plan.account_id, p_fill.symbol,
      p_plan.position_side, p_fill.filled - p_plan.fee_base, v_margin, p_fill.cost,
      p_fill.filled, p_fill.cost, -p_plan.fee_quote, p_plan.fee_quote
    )
  ), i as (
    update lifecycle.intents as i
       set position_id = p_plan.position_id
     where i.user_id = p_user_id and i.intent_id = p_plan.intent_id
  ), l as (
    update locks.entry_locks as l
       set expires_at = p_plan.begun_at, owner_token = null
     where l.user_id = p_user_id and l.profile_id = p_plan.profile_id
       and l.symbol = p_fill.symbol and l.owner_token = p_plan.owner_token
       and l.term = p_plan.lock_term
  )
  update ledger.reservations as r
     set consumed = greatest(0, least(v_margin + p_plan.fee_quote, r.amount - r.released))
   where r.user_id = p_user_id and r.attempt_id = p_attempt_id and r.consumed = 0
     and r.closed_at is null
  returning r.consumed into v_spent;
  v_capital := ledger.write_entry(
    p_user_id, p_plan.profile_id, 'entry_fill', 'order:' || p_plan.order_id || ':1',
    0, -coalesce(v_spent, 0), v_margin, -p_plan.fee_quote, true,
    coalesce(p_fill.exchange_at, p_plan.begun_at), '{}', 1);
  with e as (
    insert into lifecycle.executions (
      user_id, order_id, revision, profile_id, position_id, kind, quantity_delta, cost_delta,
      margin_delta, fee_quote_delta, fee_base_delta, ledger_seq
    ) values (
      p_user_id, p_plan.order_id, 1, p_plan.profile_id, p_plan.position_id, 'entry',
      p_fill.filled, p_fill.cost, v_margin, p_plan.fee_quote, p_plan.fee_base, v_capital.seq
    )
  )
  insert into tenancy.broadcasts
    (user_id, profile_id, event_seq, slot, event, payload, epoch, recorded_at)
  values (
    p_user_id, p_plan.profile_id, v_capital.event_seq,
    tenancy.broadcast_slot(v_capital.changed_at), 'order_changed', lifecycle.describe_filled(
      p_user_id, 'entry', p_fill, p_plan, v_capital.event_seq),
    p_plan.epoch, v_capital.changed_at
  );
  if p_plan.has_protections then
    perform lifecycle.arm_protections(p_user_id, p_plan.position_id);
  end if;
end;
$$;
alter function lifecycle.write_entry_fill(
  uuid, uuid, lifecycle.plain_fill, lifecycle.fill_plan
) owner to tradekeel_owner;
revoke all on function lifecycle.write_entry_fill(
  uuid, uuid, lifecycle.plain_fill, lifecycle.fill_plan
) from public;
grant execute on function lifecycle.write_entry_fill(
  uuid, uuid, lifecycle.plain_fill, lifecycle.fill_plan
) to tradekeel_engine;
comment on function lifecycle.write_entry_fill(
  uuid, uuid, lifecycle.plain_fill, lifecycle.fill_plan
) is
'Book an entry that filled and opens its position (lifecycle.confirm_filled_entry): position, what
the reservation still covers of margin and quote fee, capital and journal, execution and event; its
entry lock is given back. It does what lifecycle.book_execution does. Errors, in order: LGR03.';
