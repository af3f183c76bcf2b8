create or replace view health.check_capital_journal_is_chained with (security_invoker = on) as
select 'capital_journal_is_chained' as check_name, 'capital' as promise, 'critical' as severity,
       e.user_id as user_id, e.profile_id || ':' || e.seq as subject,
       jsonb_build_object('seq', e.seq) as detail,
       'The journal was changed from outside; find out what, then ops.fn_propose_restatement.'
         as remediation,
       'capital-invariant' as runbook
  from (
    select x.*,
           lag(x.seq, 1, 0::bigint) over w as before_seq,
           lag(x.allocated_after, 1, 0::numeric) over w as allocated_before,
           lag(x.reserved_for_orders_after, 1, 0::numeric) over w as orders_before,
           lag(x.reserved_for_positions_after, 1, 0::numeric) over w as positions_before,
           lag(x.realized_pnl_after, 1, 0::numeric) over w as pnl_before
      from ledger.entries as x
    window w as (partition by x.user_id, x.profile_id order by x.seq)
  ) as e
 where (e.seq <> e.before_seq + 1
        or e.allocated_after <> e.allocated_before + e.allocated_delta
        or e.reserved_for_orders_after <> e.orders_before + e.reserved_for_orders_delta
        or e.reserved_for_positions_after <> e.positions_before + e.reserved_for_positions_delta
        or e.realized_pnl_after <> e.pnl_before + e.realized_pnl_delta)
   and not exists (
     select from ledger.entries as r
      where r.user_id = e.user_id and r.profile_id = e.profile_id and r.kind = 'restatement'
        and r.detail -> 'accepted' @> to_jsonb(e.seq)
   );
alter view health.check_capital_journal_is_chained owner to tradekeel_owner;
revoke all on health.check_capital_journal_is_chained from public;
grant select on health.check_capital_journal_is_chained
  to tradekeel_engine, tradekeel_operator, tradekeel_auditor;
comment on view health.check_capital_journal_is_chained is
'Journal entries that do not follow from the one before: gaps, or amounts after that do not add
up. What an applied restatement accepted, by number, is left out.';
