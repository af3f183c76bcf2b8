create or replace view api.positions with (security_invoker = on) as
select p.user_id,
       p.position_id,
       p.profile_id,
       p.account_id,
       p.symbol,
       p.side,
       p.state,
       p.quantity::tenancy.amount as quantity,
       p.cost_basis::tenancy.amount as cost_basis,
       p.notional::tenancy.amount as notional,
       p.entered_quantity::tenancy.amount as entered_quantity,
       p.entered_notional::tenancy.amount as entered_notional,
       p.exited_quantity::tenancy.amount as exited_quantity,
       p.exited_notional::tenancy.amount as exited_notional,
       p.realized_pnl::tenancy.amount as realized_pnl,
       p.fees_quote::tenancy.amount as fees_quote,
       p.opened_at,
       p.closed_at
  from lifecycle.positions as p;
alter view api.positions owner to tradekeel_owner;
revoke all on api.positions from public;
grant select on api.positions to authenticated;
comment on view api.positions is
'One''s own positions, from first entry fill to flat. Embeds orders, protections, trade_history and
profiles.';
comment on column api.positions.user_id is 'Whose it is.';
comment on column api.positions.position_id is 'The position.';
comment on column api.positions.profile_id is 'Its profile.';
comment on column api.positions.account_id is 'Its exchange account.';
comment on column api.positions.symbol is 'The market, as ccxt names it.';
comment on column api.positions.side is 'long or short.';
comment on column api.positions.state is 'open, disputed or closed.';
comment on column api.positions.quantity is 'Held now, in base currency (contracts on swaps).';
comment on column api.positions.cost_basis is
'What is tied up in it, in quote currency (margin on swaps).';
comment on column api.positions.notional is
'Value at entry prices of what is held, in quote currency.';
comment on column api.positions.entered_quantity is 'Entered in all.';
comment on column api.positions.entered_notional is 'Value entered in all, in quote currency.';
comment on column api.positions.exited_quantity is 'Exited so far.';
comment on column api.positions.exited_notional is 'Value exited so far, in quote currency.';
comment on column api.positions.realized_pnl is
'Realised profit and loss so far, in quote currency.';
comment on column api.positions.fees_quote is 'Fees so far, in quote currency.';
comment on column api.positions.opened_at is 'First entry fill.';
comment on column api.positions.closed_at is 'When it was flat, or null.';
