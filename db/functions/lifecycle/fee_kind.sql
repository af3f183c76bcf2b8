-- No search_path is set: the body is parsed when this is made, and may then be inlined.
create or replace function lifecycle.fee_kind(
  p_currency text, p_quote_currency text, p_base text, p_market_type text
) returns text
language sql immutable security invoker parallel safe
return case
  when p_currency = p_quote_currency then 'quote'
  when p_currency = p_base and p_market_type = 'spot' then 'base'
  else 'other'
end;
alter function lifecycle.fee_kind(text, text, text, text) owner to tradekeel_owner;
revoke all on function lifecycle.fee_kind(text, text, text, text) from public;
grant execute on function lifecycle.fee_kind(text, text, text, text) to tradekeel_engine;
comment on function lifecycle.fee_kind(text, text, text, text) is
'What a fee in a currency is to a profile: quote (its own currency), base (the asset traded, spot
only) or other.';
