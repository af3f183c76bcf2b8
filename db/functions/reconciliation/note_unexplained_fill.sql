create or replace function reconciliation.note_unexplained_fill(
  p_order lifecycle.orders, p_run_id uuid
) returns void
language plpgsql volatile security invoker
set search_path = ''
as $$
begin
  perform reconciliation.note_mismatch(
    p_order.user_id, p_order.account_id, p_order.profile_id, p_run_id, 'fill_unexplained',
    'order:' || p_order.order_id, jsonb_build_object(
      'symbol', p_order.symbol, 'exchange_order_id', p_order.exchange_order_id,
      'filled', p_order.filled::text, 'traded', p_order.traded_quantity::text,
      'inferred', p_order.inferred_quantity::text));
end;
$$;
alter function reconciliation.note_unexplained_fill(
  lifecycle.orders, uuid
) owner to tradekeel_owner;
revoke all on function reconciliation.note_unexplained_fill(lifecycle.orders, uuid) from public;
grant execute on function reconciliation.note_unexplained_fill(
  lifecycle.orders, uuid
) to tradekeel_engine;
comment on function reconciliation.note_unexplained_fill(lifecycle.orders, uuid) is
'Note that an order says more than its trades do, with no trades to come: fill_unexplained. Its
money is booked by what the order says; the trades would change attribution and fees.';
