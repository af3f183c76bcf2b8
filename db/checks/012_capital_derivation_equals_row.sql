create or replace view health.check_capital_derivation_equals_row with (security_invoker = on) as
select 'capital_derivation_equals_row' as check_name, 'capital' as promise, 'critical' as severity,
       c.user_id as user_id, c.profile_id::text as subject,
       jsonb_build_object(
         'allocated', d.allocated::text, 'reserved_for_orders', d.reserved_for_orders::text,
         'reserved_for_positions', d.reserved_for_positions::text,
         'realized_pnl', d.realized_pnl::text) as detail,
       'The watchdog pauses the profile; ops.fn_propose_restatement, see the runbook.'
         as remediation, 'capital-invariant' as runbook
  from ledger.capital as c,
       lateral ledger.derive_capital(c.user_id, c.profile_id) as d
 where (c.allocated, c.reserved_for_orders, c.reserved_for_positions, c.realized_pnl)
       is distinct from
       (d.allocated, d.reserved_for_orders, d.reserved_for_positions, d.realized_pnl);
alter view health.check_capital_derivation_equals_row owner to tradekeel_owner;
revoke all on health.check_capital_derivation_equals_row from public;
grant select on health.check_capital_derivation_equals_row
  to tradekeel_engine, tradekeel_operator, tradekeel_auditor;
comment on view health.check_capital_derivation_equals_row is
'Profiles whose row is not what allocations, reservations and executions give.';
