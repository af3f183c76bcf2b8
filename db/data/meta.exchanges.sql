-- What we rely on of each exchange: form of the client order id, how an order is looked up, the
-- exchange's own expiry of a request (0: it has none), how far its listings may lag, and how long
-- it can still tell an order that ended.
insert into meta.exchanges (
  exchange, market_type, client_id_format, lookup, expiry_window_ms, lag_ms, retention_seconds,
  is_fee_in_order
)
values
  ('binance', 'spot', 'hex32', 'client_id', 5000, 2000, 7776000, false),
  ('binanceusdm', 'swap', 'hex32', 'client_id', 5000, 2000, 604800, false),
  ('bybit', 'spot', 'hex32', 'listing', 5000, 2000, 86400, false),
  ('bybit', 'swap', 'hex32', 'listing', 5000, 2000, 86400, false),
  ('okx', 'spot', 'hex32', 'client_id', 5000, 2000, 7200, true),
  ('okx', 'swap', 'hex32', 'client_id', 5000, 2000, 7200, true),
  ('kraken', 'spot', 'hex32', 'listing', 0, 5000, 86400, true),
  ('krakenfutures', 'swap', 'uuid36', 'client_id', 0, 5000, 86400, false),
  ('coinbase', 'spot', 'uuid36', 'listing', 0, 5000, 86400, true),
  ('kucoin', 'spot', 'hex32', 'client_id', 0, 5000, 86400, true),
  ('gate', 'spot', 't-base32', 'client_id', 0, 5000, 3600, true),
  ('gate', 'swap', 't-base32', 'client_id', 0, 5000, 60, false),
  ('bitget', 'spot', 'hex32', 'client_id', 0, 5000, 86400, true),
  ('bitget', 'swap', 'hex32', 'client_id', 0, 5000, 86400, true),
  ('mexc', 'spot', 'hex32', 'client_id', 5000, 5000, 86400, false),
  ('hyperliquid', 'swap', '0xhex32', 'client_id', 0, 5000, 86400, false)
on conflict (exchange, market_type) do update
   set client_id_format = excluded.client_id_format, lookup = excluded.lookup,
       expiry_window_ms = excluded.expiry_window_ms, lag_ms = excluded.lag_ms,
       retention_seconds = excluded.retention_seconds,
       is_fee_in_order = excluded.is_fee_in_order;
