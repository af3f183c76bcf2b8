create or replace view api.capital with (security_invoker = on) as
select c.user_id,
       c.profile_id,
       c.account_id,
       c.allocated::tenancy.amount as allocated,
       c.reserved_for_orders::tenancy.amount as reserved_for_orders,
       c.reserved_for_positions::tenancy.amount as reserved_for_positions,
       c.realized_pnl::tenancy.amount as realized_pnl,
       c.available::tenancy.amount as available,
       c.pnl_day,
       c.pnl_of_day::tenancy.amount as pnl_of_day,
       c.trading_state,
       c.seq,
       c.changed_at
  from ledger.capital as c;
alter view api.capital owner to tradekeel_owner;
revoke all on api.capital from public;
grant select on api.capital to authenticated;
comment on view api.capital is
'Capital of one''s own profiles, in each one''s quote currency. Embeds profiles and
capital_journal.';
comment on column api.capital.user_id is 'Whose it is.';
comment on column api.capital.profile_id is 'The profile.';
comment on column api.capital.account_id is 'Its exchange account.';
comment on column api.capital.allocated is 'Put in.';
comment on column api.capital.reserved_for_orders is 'Held for orders that may still fill.';
comment on column api.capital.reserved_for_positions is 'Tied up in open positions.';
comment on column api.capital.realized_pnl is 'Realised profit and loss, fees included.';
comment on column api.capital.available is 'Free for entries: allocated - reserved + realized_pnl.';
comment on column api.capital.pnl_day is 'The UTC day that pnl_of_day is about.';
comment on column api.capital.pnl_of_day is 'Realised profit and loss of that day.';
comment on column api.capital.trading_state is
'active, paused, breached or closed; operators and the ledger set it.';
comment on column api.capital.seq is 'Number of the last row of capital_journal.';
comment on column api.capital.changed_at is 'When it last changed.';
