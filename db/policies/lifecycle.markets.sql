revoke all on table lifecycle.markets from public, anon, authenticated, service_role;
grant select, insert on table lifecycle.markets to tradekeel_engine;
grant update (
  base, quote, settle, contract_size, price_tick, quantity_step, min_quantity, max_quantity,
  min_cost, is_active, refreshed_at
) on table lifecycle.markets to tradekeel_engine;
comment on table lifecycle.markets is
'Symbols per exchange: steps and limits, quantities in base (contracts on swaps).';
