create or replace function engine.fn_record_prices(
  p_user_id uuid, p_account_id uuid, p_prices jsonb
) returns integer
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_account constant tenancy.exchange_accounts :=
    tenancy.require_account(p_user_id, p_account_id);
  v_count integer;
begin
  perform meta.require_rows(p_prices, 'prices', 1000);
  insert into lifecycle.latest_prices as l (exchange, market_type, symbol, price, observed_at)
  select distinct on (p.symbol)
         v_account.exchange, v_account.market_type, p.symbol, p.price, p.observed_at
    from jsonb_array_elements(p_prices) as x (v),
         lateral lifecycle.read_ticker(p_user_id, x.v) as p
   order by p.symbol, p.observed_at desc
  on conflict (exchange, market_type, symbol) do update
     set price = excluded.price, observed_at = excluded.observed_at
   where l.observed_at <= excluded.observed_at;
  get diagnostics v_count = row_count;
  return v_count;
end;
$$;
alter function engine.fn_record_prices(uuid, uuid, jsonb) owner to tradekeel_engine;
revoke all on function engine.fn_record_prices(uuid, uuid, jsonb) from public;
grant execute on function engine.fn_record_prices(uuid, uuid, jsonb) to tradekeel_bridge;
comment on function engine.fn_record_prices(uuid, uuid, jsonb) is
'Record latest prices of an account''s exchange: an array of unified tickers, of which symbol,
last (else price, else close), in quote currency as text, and timestamp, in ms or null for now,
are read. An older price than the one on record is dropped, and so is a row that cannot be read,
with an incident; the others are taken. Returns how many were taken. Errors, in order: TNR01,
RCR01 no array of at most 1000 rows.';
