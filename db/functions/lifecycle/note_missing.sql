create or replace function lifecycle.note_missing(
  p_lookup reconciliation.lookups
) returns boolean
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
begin
  update lifecycle.orders as o
     set status = 'canceled', raw_status = 'missing', terminal_at = v_now, changed_at = v_now,
         stable_readings = 2
   where o.user_id = p_lookup.user_id and o.order_id = p_lookup.subject_id
     and o.status = 'open' and o.absent_count >= meta.setting('missing_snapshot_count');
  if not found then
    return false;
  end if;
  perform health.open_incident(
    p_lookup.user_id, 'order_missing', 'warning', p_lookup.subject_id::text, 'reconciliation',
    jsonb_build_object('symbol', p_lookup.symbol,
      'exchange_order_id', p_lookup.exchange_order_id));
  perform lifecycle.settle_order(p_lookup.user_id, p_lookup.subject_id);
  perform lifecycle.broadcast_order(p_lookup.user_id, p_lookup.subject_id);
  perform reconciliation.heal_mismatch(
    p_lookup.user_id, p_lookup.account_id, 'order_missing_on_exchange',
    'order:' || p_lookup.subject_id);
  return true;
end;
$$;
alter function lifecycle.note_missing(reconciliation.lookups) owner to tradekeel_owner;
revoke all on function lifecycle.note_missing(reconciliation.lookups) from public;
grant execute on function lifecycle.note_missing(reconciliation.lookups) to tradekeel_engine;
comment on function lifecycle.note_missing(reconciliation.lookups) is
'An order that the targeted look-up did not find: once absent from enough complete readings too,
it ends as canceled with what it filled, on record and with an incident. Returns whether it did.';
