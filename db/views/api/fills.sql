create or replace view api.fills with (security_invoker = on) as
select f.user_id,
       f.trade_id,
       f.order_id,
       f.profile_id,
       f.account_id,
       f.symbol,
       f.side,
       f.exchange_order_id,
       f.price::tenancy.amount as price,
       f.quantity::tenancy.amount as quantity,
       f.cost::tenancy.amount as cost,
       f.fee_quote::tenancy.amount as fee_quote,
       f.fee_base::tenancy.amount as fee_base,
       f.other_fees,
       f.executed_at,
       f.recorded_at
  from lifecycle.fills as f;
alter view api.fills owner to tradekeel_owner;
revoke all on api.fills from public;
grant select on api.fills to authenticated;
comment on view api.fills is
'One''s own exchange trades, once each. Embeds orders.';
comment on column api.fills.user_id is 'Whose it is.';
comment on column api.fills.trade_id is 'The exchange''s id of the trade.';
comment on column api.fills.order_id is 'Its order.';
comment on column api.fills.profile_id is 'Its profile.';
comment on column api.fills.account_id is 'Its exchange account.';
comment on column api.fills.symbol is 'The market, as ccxt names it.';
comment on column api.fills.side is 'buy or sell.';
comment on column api.fills.exchange_order_id is 'The exchange''s id of the order.';
comment on column api.fills.price is 'Price in quote currency.';
comment on column api.fills.quantity is 'Quantity in base currency (contracts on swaps).';
comment on column api.fills.cost is 'Value in quote currency.';
comment on column api.fills.fee_quote is
'Fee in quote currency, as first told; what came later is in the position''s.';
comment on column api.fills.fee_base is 'Fee in base currency.';
comment on column api.fills.other_fees is
'Fees in third currencies, [{currency, cost}], in their own currency.';
comment on column api.fills.executed_at is 'When the exchange says it happened.';
comment on column api.fills.recorded_at is 'When it was recorded.';
