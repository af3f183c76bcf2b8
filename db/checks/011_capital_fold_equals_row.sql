create or replace view health.check_capital_fold_equals_row with (security_invoker = on) as
select 'capital_fold_equals_row' as check_name, 'capital' as promise, 'critical' as severity,
       c.user_id as user_id, c.profile_id::text as subject,
       jsonb_build_object(
         'seq', c.seq, 'fold_seq', f.last_seq, 'allocated', f.allocated::text,
         'reserved_for_orders', f.reserved_for_orders::text,
         'reserved_for_positions', f.reserved_for_positions::text,
         'realized_pnl', f.realized_pnl::text) as detail,
       'The watchdog pauses the profile; ops.fn_propose_restatement, see the runbook.'
         as remediation, 'capital-invariant' as runbook
  from ledger.capital as c,
       lateral ledger.fold_entries(c.user_id, c.profile_id) as f
 where (c.allocated, c.reserved_for_orders, c.reserved_for_positions, c.realized_pnl, c.seq)
       is distinct from
       (f.allocated, f.reserved_for_orders, f.reserved_for_positions, f.realized_pnl, f.last_seq);
alter view health.check_capital_fold_equals_row owner to tradekeel_owner;
revoke all on health.check_capital_fold_equals_row from public;
grant select on health.check_capital_fold_equals_row
  to tradekeel_engine, tradekeel_operator, tradekeel_auditor;
comment on view health.check_capital_fold_equals_row is
'Profiles whose row is not the sum of their journal.';
