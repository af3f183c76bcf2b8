create or replace view api.capital_journal with (security_invoker = on) as
select e.user_id,
       e.profile_id,
       e.seq,
       e.kind,
       e.allocated_delta::tenancy.amount as allocated_delta,
       e.reserved_for_orders_delta::tenancy.amount as reserved_for_orders_delta,
       e.reserved_for_positions_delta::tenancy.amount as reserved_for_positions_delta,
       e.realized_pnl_delta::tenancy.amount as realized_pnl_delta,
       e.allocated_after::tenancy.amount as allocated_after,
       e.reserved_for_orders_after::tenancy.amount as reserved_for_orders_after,
       e.reserved_for_positions_after::tenancy.amount as reserved_for_positions_after,
       e.realized_pnl_after::tenancy.amount as realized_pnl_after,
       e.effective_at,
       e.recorded_at
  from ledger.entries as e;
alter view api.capital_journal owner to tradekeel_owner;
revoke all on api.capital_journal from public;
grant select on api.capital_journal to authenticated;
comment on view api.capital_journal is
'Every change of one''s own capital, numbered without gaps per profile. Embeds capital.';
comment on column api.capital_journal.user_id is 'Whose it is.';
comment on column api.capital_journal.profile_id is 'The profile.';
comment on column api.capital_journal.seq is 'Its number within the profile, from 1.';
comment on column api.capital_journal.kind is
'allocate, reserve, release, entry_fill, exit_fill, fee, funding and so on.';
comment on column api.capital_journal.allocated_delta is 'Change of allocated.';
comment on column api.capital_journal.reserved_for_orders_delta is 'Change of reserved_for_orders.';
comment on column api.capital_journal.reserved_for_positions_delta is
'Change of reserved_for_positions.';
comment on column api.capital_journal.realized_pnl_delta is 'Change of realized_pnl.';
comment on column api.capital_journal.allocated_after is 'allocated after it.';
comment on column api.capital_journal.reserved_for_orders_after is 'reserved_for_orders after it.';
comment on column api.capital_journal.reserved_for_positions_after is
'reserved_for_positions after it.';
comment on column api.capital_journal.realized_pnl_after is 'realized_pnl after it.';
comment on column api.capital_journal.effective_at is 'When it happened.';
comment on column api.capital_journal.recorded_at is 'When it was recorded.';
