create or replace function lifecycle.normalise_market(
  p_market jsonb, p_market_type text
) returns table (
  symbol text, base text, quote text, settle text, contract_size numeric, price_tick numeric,
  quantity_step numeric, min_quantity numeric, max_quantity numeric, min_cost numeric,
  is_active boolean, is_usable boolean
)
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  symbol := meta.read_text(p_market, 'symbol', 100);
  base := meta.read_text(p_market, 'base', 50);
  quote := meta.read_text(p_market, 'quote', 50);
  settle := coalesce(meta.read_text(p_market, 'settle', 50), quote);
  contract_size := nullif(meta.read_amount(p_market, 'contract_size', 0), 0);
  if p_market_type = 'spot' then
    contract_size := 1;
  end if;
  price_tick := nullif(meta.read_amount(p_market, 'price_tick', 0), 0);
  quantity_step := nullif(meta.read_amount(p_market, 'quantity_step', 0), 0);
  min_quantity := coalesce(meta.read_amount(p_market, 'min_quantity', 0), 0);
  max_quantity := coalesce(nullif(meta.read_amount(p_market, 'max_quantity', 0), 0), 1e20);
  min_cost := coalesce(meta.read_amount(p_market, 'min_cost', 0), 0);
  is_active := coalesce(meta.read_boolean(p_market, 'is_active'), true);
  is_usable := coalesce(meta.read_boolean(p_market, 'is_linear'), true)
    and symbol is not null and base is not null and quote is not null
    and contract_size is not null and price_tick is not null and quantity_step is not null;
  return next;
end;
$$;
alter function lifecycle.normalise_market(jsonb, text) owner to tradekeel_owner;
revoke all on function lifecycle.normalise_market(jsonb, text) from public;
grant execute on function lifecycle.normalise_market(jsonb, text) to tradekeel_engine;
comment on function lifecycle.normalise_market(jsonb, text) is
'Read one market as the bridge hands it in. Usable is a linear one whose steps and contract size
are known: costs are quantity times contract size times price, and amounts are rounded to steps.
A limit of 0 is none. Errors, in order: LCR07 naming the field.';
