-- One event of a profile in a transaction of its own; when it was written is in the payload.
create function bench.happen(p_n integer) returns void
language plpgsql security definer
set search_path = ''
as $$
begin
  perform ledger.lock_capital(bench.id('1', p_n), bench.id('3', p_n));
  perform tenancy.broadcast(bench.id('1', p_n), bench.id('3', p_n), 'order_changed',
    jsonb_build_object(
      'order_id', bench.id('5', p_n), 'intent_id', bench.id('6', p_n), 'kind', 'entry',
      'symbol', 'BTC/USDT', 'side', 'buy', 'status', 'open', 'quantity', '0.10000000',
      'filled', '0.05000000', 'cost', '4900.12345678', 'is_settled', false,
      'sent_at', extract(epoch from clock_timestamp())::text));
end;
$$;
