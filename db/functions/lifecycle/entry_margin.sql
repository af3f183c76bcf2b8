-- No search_path is set: the body is parsed when this is made, and may then be inlined.
create or replace function lifecycle.entry_margin(
  p_notional numeric, p_leverage numeric, p_fee_buffer_rate numeric
) returns numeric
language sql immutable security invoker parallel safe
return round(p_notional / p_leverage + p_notional * p_fee_buffer_rate, 12);
alter function lifecycle.entry_margin(numeric, numeric, numeric) owner to tradekeel_owner;
revoke all on function lifecycle.entry_margin(numeric, numeric, numeric) from public;
grant execute on function lifecycle.entry_margin(numeric, numeric, numeric) to tradekeel_engine;
comment on function lifecycle.entry_margin(numeric, numeric, numeric) is
'What is reserved for an entry of that notional: its margin, and the fee buffer on the notional,
rounded as ledger.round_amount does.';
