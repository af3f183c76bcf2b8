create or replace view api.runtime_state with (security_invoker = on) as
select p.user_id,
       p.profile_id,
       p.account_id,
       a.exchange,
       a.market_type,
       case
         when a.state = 'closed' or c.trading_state = 'closed' then 'closed'
         when a.state = 'halted' then 'halted'
         when c.trading_state in ('breached', 'paused') then c.trading_state
         when c.tenant_paused_at is not null then 'paused_by_tenant'
         when l.expires_at is null or l.expires_at <= now() then 'waiting'
         when l.ready_term = l.term and l.ready_epoch = l.epoch then 'ready'
         else 'reconciling'
       end as state,
       case
         when a.state = 'halted' then a.halt_reason
         when c.trading_state = 'active' then c.tenant_pause_reason
       end as reason,
       c.trading_state,
       a.state as account_state,
       c.tenant_paused_at as paused_by_tenant_at,
       l.reconciled_at,
       l.expires_at as driven_until
  from tenancy.profiles as p
  join tenancy.exchange_accounts as a on a.user_id = p.user_id and a.account_id = p.account_id
  join ledger.capital as c on c.user_id = p.user_id and c.profile_id = p.profile_id
  left join locks.account_leases as l on l.user_id = p.user_id and l.account_id = p.account_id;
alter view api.runtime_state owner to tradekeel_owner;
revoke all on api.runtime_state from public;
grant select on api.runtime_state to authenticated;
create or replace trigger refuse_write instead of insert or update or delete on api.runtime_state
  for each row execute function tenancy.refuse_write();
comment on view api.runtime_state is
'What is being done for each of one''s own profiles now, and why it waits if it does.';
comment on column api.runtime_state.user_id is 'Whose it is.';
comment on column api.runtime_state.profile_id is 'The profile.';
comment on column api.runtime_state.account_id is 'Its exchange account.';
comment on column api.runtime_state.exchange is 'The exchange, as ccxt names it.';
comment on column api.runtime_state.market_type is 'spot or swap.';
comment on column api.runtime_state.state is
'ready, reconciling, waiting (no process drives the account), paused_by_tenant, paused, breached,
halted or closed.';
comment on column api.runtime_state.reason is 'Why, if somebody said so.';
comment on column api.runtime_state.trading_state is
'active, paused, breached or closed, as operators and the ledger set it.';
comment on column api.runtime_state.account_state is 'active, halted or closed.';
comment on column api.runtime_state.paused_by_tenant_at is
'Since when one''s own pause holds, or null.';
comment on column api.runtime_state.reconciled_at is
'When the account was last compared with the exchange, or null.';
comment on column api.runtime_state.driven_until is
'Until when a process has the account, or null.';
