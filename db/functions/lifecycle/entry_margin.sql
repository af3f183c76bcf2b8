create or replace function lifecycle.entry_margin(
  p_notional numeric, p_leverage numeric, p_fee_buffer_rate numeric
) returns numeric
language plpgsql immutable security invoker parallel safe
set search_path = ''
as $$
begin
  return ledger.round_amount(p_notional / p_leverage + p_notional * p_fee_buffer_rate);
end;
$$;
alter function lifecycle.entry_margin(
  numeric, numeric, numeric
) owner to tradekeel_owner;
revoke all on function lifecycle.entry_margin(
  numeric, numeric, numeric
) from public;
grant execute on function lifecycle.entry_margin(
  numeric, numeric, numeric
) to tradekeel_engine;
comment on function lifecycle.entry_margin(
  numeric, numeric, numeric
) is
'What is reserved for an entry of that notional: its margin, and the fee buffer on the notional.';
