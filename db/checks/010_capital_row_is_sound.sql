create or replace view health.check_capital_row_is_sound with (security_invoker = on) as
select 'capital_row_is_sound' as check_name, 'capital' as promise, 'critical' as severity,
       c.user_id as user_id, c.profile_id::text as subject,
       jsonb_build_object(
         'trading_state', c.trading_state, 'available', c.available::text) as detail,
       'Pause the profile; see the runbook.' as remediation, 'capital-invariant' as runbook
  from ledger.capital as c
 where c.trading_state = 'active' and c.available < 0;
alter view health.check_capital_row_is_sound owner to tradekeel_owner;
revoke all on health.check_capital_row_is_sound from public;
grant select on health.check_capital_row_is_sound
  to tradekeel_engine, tradekeel_operator, tradekeel_auditor;
comment on view health.check_capital_row_is_sound is
'Active profiles whose available capital is below zero; the CHECK forbids it.';
