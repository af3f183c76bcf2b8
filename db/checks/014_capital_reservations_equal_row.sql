create or replace view health.check_capital_reservations_equal_row with (security_invoker = on) as
select 'capital_reservations_equal_row' as check_name, 'capital' as promise, 'critical' as severity,
       c.user_id as user_id, c.profile_id::text as subject,
       jsonb_build_object(
         'reserved_for_orders', c.reserved_for_orders::text, 'open', r.amount::text) as detail,
       'Pause the profile; see the runbook.' as remediation, 'capital-invariant' as runbook
  from ledger.capital as c,
       lateral (
         select coalesce(sum(x.amount - x.consumed - x.released), 0) as amount
           from ledger.reservations as x
          where x.user_id = c.user_id and x.profile_id = c.profile_id and x.closed_at is null
       ) as r
 where r.amount <> c.reserved_for_orders;
alter view health.check_capital_reservations_equal_row owner to tradekeel_owner;
revoke all on health.check_capital_reservations_equal_row from public;
grant select on health.check_capital_reservations_equal_row
  to tradekeel_engine, tradekeel_operator, tradekeel_auditor;
comment on view health.check_capital_reservations_equal_row is
'Profiles whose open reservations do not sum to reserved_for_orders.';
