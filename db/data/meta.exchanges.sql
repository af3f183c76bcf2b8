-- What we rely on of each exchange: form of the client order id, how an order is looked up, the
-- exchange's own expiry of a request (0: it has none), how far its listings may lag, and how long
-- it can still tell an order that ended; which orders we send there, and whether we can read the
-- account's statement (funding and the like). Orders that wait for a trigger are sent only where
-- the way of the triggered order back to the intent is known.
insert into meta.exchanges (
  exchange, market_type, client_id_format, lookup, expiry_window_ms, lag_ms, retention_seconds,
  is_fee_in_order, order_types, times_in_force, is_post_only_known,
  is_statement_known
)
values
  ('binance', 'spot', 'hex32', 'client_id', 5000, 2000, 7776000, false,
    '{market,limit,stop,stop_limit,take_profit,take_profit_limit}', '{GTC,IOC,FOK}', true, false),
  ('binanceusdm', 'swap', 'hex32', 'client_id', 5000, 2000, 604800, false,
    '{market,limit,stop,stop_limit,take_profit,take_profit_limit}', '{GTC,IOC,FOK}', true, true),
  ('bybit', 'spot', 'hex32', 'listing', 5000, 2000, 86400, false,
    '{market,limit}', '{GTC,IOC,FOK}', true, false),
  ('bybit', 'swap', 'hex32', 'listing', 5000, 2000, 86400, false,
    '{market,limit}', '{GTC,IOC,FOK}', true, false),
  ('okx', 'spot', 'hex32', 'client_id', 5000, 2000, 7200, true,
    '{market,limit}', '{GTC,IOC,FOK}', true, false),
  ('okx', 'swap', 'hex32', 'client_id', 5000, 2000, 7200, true,
    '{market,limit}', '{GTC,IOC,FOK}', true, false),
  ('kraken', 'spot', 'hex32', 'listing', 0, 5000, 86400, true,
    '{market,limit}', '{GTC,IOC,FOK}', true, false),
  ('krakenfutures', 'swap', 'uuid36', 'client_id', 0, 5000, 86400, false,
    '{market,limit}', '{GTC,IOC,FOK}', true, false),
  ('coinbase', 'spot', 'uuid36', 'listing', 0, 5000, 86400, true,
    '{market,limit}', '{GTC,IOC,FOK}', true, false),
  ('kucoin', 'spot', 'hex32', 'client_id', 0, 5000, 86400, true,
    '{market,limit}', '{GTC,IOC,FOK}', true, false),
  ('gate', 'spot', 't-base32', 'client_id', 0, 5000, 3600, true,
    '{market,limit}', '{GTC,IOC,FOK}', true, false),
  ('gate', 'swap', 't-base32', 'client_id', 0, 5000, 60, false,
    '{market,limit}', '{GTC,IOC,FOK}', true, false),
  ('bitget', 'spot', 'hex32', 'client_id', 0, 5000, 86400, true,
    '{market,limit}', '{GTC,IOC,FOK}', true, false),
  ('bitget', 'swap', 'hex32', 'client_id', 0, 5000, 86400, true,
    '{market,limit}', '{GTC,IOC,FOK}', true, false),
  ('mexc', 'spot', 'hex32', 'client_id', 5000, 5000, 86400, false,
    '{market,limit}', '{GTC,IOC,FOK}', true, false),
  ('hyperliquid', 'swap', '0xhex32', 'client_id', 0, 5000, 86400, false,
    '{market,limit}', '{GTC,IOC}', true, false)
on conflict (exchange, market_type) do update
   set client_id_format = excluded.client_id_format, lookup = excluded.lookup,
       expiry_window_ms = excluded.expiry_window_ms, lag_ms = excluded.lag_ms,
       retention_seconds = excluded.retention_seconds,
       is_fee_in_order = excluded.is_fee_in_order, order_types = excluded.order_types,
       times_in_force = excluded.times_in_force,
       is_post_only_known = excluded.is_post_only_known,
       is_statement_known = excluded.is_statement_known;
