-- No search_path is set: the body is parsed when this is made, and may then be inlined.
create or replace function lifecycle.entry_notional(
  p_profile tenancy.profiles, p_market lifecycle.markets, p_side text, p_quantity numeric,
  p_limit_price numeric, p_trigger_price numeric, p_latest_price numeric
) returns numeric
language sql immutable security invoker parallel safe
return p_quantity * p_market.contract_size * case
  when p_side = 'buy' and p_limit_price is not null then p_limit_price
  else greatest(p_limit_price, p_trigger_price, p_latest_price)
    * (1 + p_profile.price_buffer_rate)
end;
alter function lifecycle.entry_notional(
  tenancy.profiles, lifecycle.markets, text, numeric, numeric, numeric, numeric
) owner to tradekeel_owner;
revoke all on function lifecycle.entry_notional(
  tenancy.profiles, lifecycle.markets, text, numeric, numeric, numeric, numeric
) from public;
grant execute on function lifecycle.entry_notional(
  tenancy.profiles, lifecycle.markets, text, numeric, numeric, numeric, numeric
) to tradekeel_engine;
comment on function lifecycle.entry_notional(
  tenancy.profiles, lifecycle.markets, text, numeric, numeric, numeric, numeric
) is
'What an entry can cost at most, in the market''s quote currency; null when no price is known. A buy
with a limit costs at most its limit. A buy without one is priced at the larger of trigger and
latest price, plus the price buffer: a triggered buy fills above its trigger. Selling to open at the
largest of limit, trigger and latest price, plus the buffer: a better price raises its margin.';
