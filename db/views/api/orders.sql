create or replace view api.orders with (security_invoker = on) as
select o.user_id,
       o.order_id,
       i.profile_id,
       i.account_id,
       i.signal_id,
       i.position_id,
       i.user_id as owner_id,
       i.request_id,
       o.kind,
       i.reason,
       o.symbol,
       o.side,
       o.order_type,
       o.status,
       o.exchange_order_id,
       o.client_order_text as client_order_id,
       o.price::tenancy.amount as price,
       i.trigger_price::tenancy.amount as trigger_price,
       i.time_in_force,
       i.is_post_only,
       o.quantity::tenancy.amount as quantity,
       o.filled::tenancy.amount as filled,
       o.average::tenancy.amount as average,
       o.cost::tenancy.amount as cost,
       o.posted_fee_quote::tenancy.amount as fee_quote,
       o.posted_fee_base::tenancy.amount as fee_base,
       o.posted_fee_other::tenancy.amount as fee_other,
       o.first_seen_at,
       o.changed_at,
       o.terminal_at,
       o.settled_at
  from lifecycle.orders as o
  join lifecycle.intents as i on i.user_id = o.user_id and i.intent_id = o.intent_id;
alter view api.orders owner to tradekeel_owner;
revoke all on api.orders from public;
grant select on api.orders to authenticated;
create or replace trigger refuse_write instead of insert or update or delete on api.orders
  for each row execute function tenancy.refuse_write();
comment on view api.orders is
'One''s own orders as the exchange confirmed them. Embeds fills, positions and profiles.';
comment on column api.orders.user_id is 'Whose it is.';
comment on column api.orders.order_id is 'The order.';
comment on column api.orders.profile_id is 'Its profile.';
comment on column api.orders.account_id is 'Its exchange account.';
comment on column api.orders.signal_id is
'The request it came from, or null for a protective exit.';
comment on column api.orders.position_id is
'The position its first fill went to, or that it exits; null before.';
comment on column api.orders.owner_id is
'Equal to user_id; what position_id and profile_id are followed by.';
comment on column api.orders.request_id is 'The request id of the decision behind it.';
comment on column api.orders.kind is 'entry or exit.';
comment on column api.orders.reason is 'Why an exit was made, or null.';
comment on column api.orders.symbol is 'The market, as ccxt names it.';
comment on column api.orders.side is 'buy or sell.';
comment on column api.orders.order_type is 'As the exchange has it: market, limit or another.';
comment on column api.orders.status is 'open, closed, canceled, expired or rejected.';
comment on column api.orders.exchange_order_id is 'The exchange''s id.';
comment on column api.orders.client_order_id is 'Our id at the exchange, or null if it told none.';
comment on column api.orders.price is 'Limit price in quote currency, or null.';
comment on column api.orders.trigger_price is 'Price at which it begins to work, or null.';
comment on column api.orders.time_in_force is 'As asked for, or null.';
comment on column api.orders.is_post_only is 'Only if it does not take.';
comment on column api.orders.quantity is 'Wanted, in base currency (contracts on swaps).';
comment on column api.orders.filled is 'Filled so far.';
comment on column api.orders.average is 'Average price of what is filled, or null.';
comment on column api.orders.cost is 'Value of what is filled, in quote currency.';
comment on column api.orders.fee_quote is 'Fees booked in quote currency.';
comment on column api.orders.fee_base is 'Fees booked in base currency.';
comment on column api.orders.fee_other is
'Fees in third currencies booked so far, at their price in quote currency.';
comment on column api.orders.first_seen_at is 'When we first knew of it.';
comment on column api.orders.changed_at is 'When anything of it last changed.';
comment on column api.orders.terminal_at is 'When it stopped working, or null.';
comment on column api.orders.settled_at is 'When no more news was possible, or null.';
