create or replace function ledger.broadcast_capital(
  p_user_id uuid, p_profile_id uuid, p_cause text
) returns void
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  c ledger.capital;
begin
  select x.* into strict c
    from ledger.capital as x
   where x.user_id = p_user_id and x.profile_id = p_profile_id;
  perform tenancy.broadcast(p_user_id, p_profile_id, 'capital_changed', jsonb_build_object(
    'cause', p_cause, 'trading_state', c.trading_state, 'allocated', c.allocated::text,
    'reserved_for_orders', c.reserved_for_orders::text,
    'reserved_for_positions', c.reserved_for_positions::text,
    'realized_pnl', c.realized_pnl::text, 'available', c.available::text));
end;
$$;
alter function ledger.broadcast_capital(uuid, uuid, text) owner to tradekeel_owner;
revoke all on function ledger.broadcast_capital(uuid, uuid, text) from public;
grant execute on function ledger.broadcast_capital(uuid, uuid, text) to tradekeel_engine;
comment on function ledger.broadcast_capital(uuid, uuid, text) is
'Put the present capital of a profile into the outbox: event capital_changed, with what changed it
(p_cause: allocate, withdraw, transfer, pause, resume, close, correction, restatement, breached,
ledger_drift, mismatch_returned, broadcast_refused). Amounts are text. The caller holds the row.';
