create or replace view health.check_capital_positions_equal_row with (security_invoker = on) as
select 'capital_positions_equal_row' as check_name, 'capital' as promise, 'critical' as severity,
       c.user_id as user_id, c.profile_id::text as subject,
       jsonb_build_object(
         'reserved_for_positions', c.reserved_for_positions::text, 'open', p.amount::text
       ) as detail,
       'Pause the profile; see the runbook.' as remediation, 'capital-invariant' as runbook
  from ledger.capital as c,
       lateral (
         select coalesce(sum(x.cost_basis), 0) as amount
           from lifecycle.positions as x
          where x.user_id = c.user_id and x.profile_id = c.profile_id
       ) as p
 where p.amount <> c.reserved_for_positions;
alter view health.check_capital_positions_equal_row owner to tradekeel_owner;
revoke all on health.check_capital_positions_equal_row from public;
grant select on health.check_capital_positions_equal_row
  to tradekeel_engine, tradekeel_operator, tradekeel_auditor;
comment on view health.check_capital_positions_equal_row is
'Profiles whose positions'' cost does not sum to reserved_for_positions.';
