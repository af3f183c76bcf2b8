-- No search_path is set: the body is parsed when this is made, and may then be inlined.
create or replace function ledger.round_amount(
  p_amount numeric
) returns numeric
language sql immutable security invoker parallel safe
return round(p_amount, 12);
alter function ledger.round_amount(numeric) owner to tradekeel_owner;
revoke all on function ledger.round_amount(numeric) from public;
grant execute on function ledger.round_amount(numeric) to tradekeel_engine;
comment on function ledger.round_amount(numeric) is
'Round an amount to the ledger''s 12 decimals, half away from zero.';
