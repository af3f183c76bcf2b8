create or replace view api.signals with (security_invoker = on) as
select s.user_id,
       s.signal_id,
       s.profile_id,
       s.request_id,
       s.kind,
       s.symbol,
       s.side,
       s.order_type,
       s.quantity::tenancy.amount as quantity,
       s.limit_price::tenancy.amount as limit_price,
       s.trigger_price::tenancy.amount as trigger_price,
       s.time_in_force,
       s.is_post_only,
       s.leverage::tenancy.amount as leverage,
       s.state,
       s.outcome,
       s.valid_until,
       s.claimed_at,
       s.closed_at,
       s.created_at
  from lifecycle.signals as s;
alter view api.signals owner to tradekeel_owner;
revoke all on api.signals from public;
grant select on api.signals to authenticated;
comment on view api.signals is
'One''s own requests to enter or exit, and what became of them. Embeds profiles.';
comment on column api.signals.user_id is 'Whose it is.';
comment on column api.signals.signal_id is
'The request, as fn_request_entry and fn_request_exit returned it.';
comment on column api.signals.profile_id is 'The profile.';
comment on column api.signals.request_id is 'The id that the caller chose.';
comment on column api.signals.kind is 'entry or exit.';
comment on column api.signals.symbol is 'The market, as ccxt names it.';
comment on column api.signals.side is 'buy or sell.';
comment on column api.signals.order_type is 'As asked for.';
comment on column api.signals.quantity is
'In base currency (contracts on swaps); null for an exit of all.';
comment on column api.signals.limit_price is 'In quote currency, or null.';
comment on column api.signals.trigger_price is 'Price at which the order begins to work, or null.';
comment on column api.signals.time_in_force is 'As asked for, or null.';
comment on column api.signals.is_post_only is 'Only if it does not take.';
comment on column api.signals.leverage is 'As asked for.';
comment on column api.signals.state is 'pending, claimed or closed.';
comment on column api.signals.outcome is
'accepted, expired, canceled, or the code it was refused with; null while not closed.';
comment on column api.signals.valid_until is 'Not carried out after this.';
comment on column api.signals.claimed_at is 'When the engine took it, or null.';
comment on column api.signals.closed_at is 'When it was closed, or null.';
comment on column api.signals.created_at is 'When it was asked for.';
