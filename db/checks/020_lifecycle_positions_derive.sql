create or replace view health.check_lifecycle_positions_derive with (security_invoker = on) as
select 'lifecycle_positions_derive' as check_name, 'lifecycle' as promise, 'critical' as severity,
       p.user_id as user_id, p.position_id::text as subject,
       jsonb_build_object(
         'symbol', p.symbol, 'quantity', p.quantity::text, 'derived', d.quantity::text) as detail,
       'Pause the profile; see the runbook.' as remediation, 'lifecycle-incident' as runbook
  from ledger.capital as c
  join lifecycle.positions as p on p.user_id = c.user_id and p.profile_id = c.profile_id
  left join lateral ledger.derive_positions(c.user_id, c.profile_id) as d
    on d.position_id = p.position_id
 where (p.quantity, p.cost_basis, p.notional, p.realized_pnl)
       is distinct from (d.quantity, d.cost_basis, d.notional, d.realized_pnl);
alter view health.check_lifecycle_positions_derive owner to tradekeel_owner;
revoke all on health.check_lifecycle_positions_derive from public;
grant select on health.check_lifecycle_positions_derive
  to tradekeel_engine, tradekeel_operator, tradekeel_auditor;
comment on view health.check_lifecycle_positions_derive is
'Positions that are not what their executions give.';
