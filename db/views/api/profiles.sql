create or replace view api.profiles with (security_invoker = on) as
select p.user_id,
       p.profile_id,
       p.account_id,
       p.name,
       p.quote_currency,
       p.max_open_positions,
       p.max_order_cost::tenancy.amount as max_order_cost,
       p.max_leverage::tenancy.amount as max_leverage,
       p.max_daily_loss::tenancy.amount as max_daily_loss,
       p.loss_cooldown_seconds,
       p.stop_loss_rate::tenancy.amount as stop_loss_rate,
       p.take_profit_rate::tenancy.amount as take_profit_rate,
       p.trailing_stop_rate::tenancy.amount as trailing_stop_rate,
       p.max_hold_seconds,
       p.created_at
  from tenancy.profiles as p;
alter view api.profiles owner to tradekeel_owner;
revoke all on api.profiles from public;
grant select on api.profiles to authenticated;
comment on view api.profiles is
'One''s own profiles: a strategy on one exchange account, its limits and defaults.';
comment on column api.profiles.user_id is 'Whose it is.';
comment on column api.profiles.profile_id is 'The profile.';
comment on column api.profiles.account_id is 'Its exchange account.';
comment on column api.profiles.name is 'Its name.';
comment on column api.profiles.quote_currency is 'The currency of all its amounts.';
comment on column api.profiles.max_open_positions is 'Most positions at once.';
comment on column api.profiles.max_order_cost is 'Most that one order may cost, in quote currency.';
comment on column api.profiles.max_leverage is 'Highest leverage.';
comment on column api.profiles.max_daily_loss is
'Loss of a UTC day at which entries stop, or null.';
comment on column api.profiles.loss_cooldown_seconds is 'Wait for entries after a loss.';
comment on column api.profiles.stop_loss_rate is
'Default stop-loss as a share of the entry price, or null.';
comment on column api.profiles.take_profit_rate is
'Default take-profit as a share of the entry price, or null.';
comment on column api.profiles.trailing_stop_rate is
'Default trailing stop as a share of the best price, or null.';
comment on column api.profiles.max_hold_seconds is 'Default time stop, or null.';
comment on column api.profiles.created_at is 'When it was made.';
