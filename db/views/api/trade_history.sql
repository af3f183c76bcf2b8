create or replace view api.trade_history with (security_invoker = on) as
select h.user_id,
       h.position_id,
       h.revision,
       h.profile_id,
       h.symbol,
       h.side,
       h.entered_quantity::tenancy.amount as entered_quantity,
       h.entered_notional::tenancy.amount as entered_notional,
       h.exited_quantity::tenancy.amount as exited_quantity,
       h.exited_notional::tenancy.amount as exited_notional,
       h.realized_pnl::tenancy.amount as realized_pnl,
       h.fees_quote::tenancy.amount as fees_quote,
       h.opened_at,
       h.closed_at,
       h.recorded_at
  from lifecycle.trade_history as h;
alter view api.trade_history owner to tradekeel_owner;
revoke all on api.trade_history from public;
grant select on api.trade_history to authenticated;
comment on view api.trade_history is
'One''s own closed positions. Late truth adds a revision; the highest counts.';
comment on column api.trade_history.user_id is 'Whose it is.';
comment on column api.trade_history.position_id is 'The position that closed.';
comment on column api.trade_history.revision is '1, and one more for each later correction.';
comment on column api.trade_history.profile_id is 'Its profile.';
comment on column api.trade_history.symbol is 'The market, as ccxt names it.';
comment on column api.trade_history.side is 'long or short.';
comment on column api.trade_history.entered_quantity is
'Entered, in base currency (contracts on swaps).';
comment on column api.trade_history.entered_notional is 'Value entered, in quote currency.';
comment on column api.trade_history.exited_quantity is 'Exited.';
comment on column api.trade_history.exited_notional is 'Value exited, in quote currency.';
comment on column api.trade_history.realized_pnl is
'Realised profit and loss after fees, in quote currency.';
comment on column api.trade_history.fees_quote is 'Fees, in quote currency.';
comment on column api.trade_history.opened_at is 'First entry fill.';
comment on column api.trade_history.closed_at is 'When it was flat.';
comment on column api.trade_history.recorded_at is 'When this revision was recorded.';
