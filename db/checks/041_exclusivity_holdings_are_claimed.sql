create or replace view health.check_exclusivity_holdings_are_claimed with (security_invoker = on) as
select 'exclusivity_holdings_are_claimed' as check_name,
       'exclusivity' as promise, 'critical' as severity,
       p.user_id as user_id, p.position_id::text as subject,
       jsonb_build_object(
         'symbol', p.symbol, 'profile_id', p.profile_id) as detail,
       'See the runbook.' as remediation, 'lock-contention' as runbook
  from lifecycle.positions as p
  join tenancy.exchange_accounts as a on a.user_id = p.user_id and a.account_id = p.account_id
  join lifecycle.markets as m
    on m.exchange = a.exchange and m.market_type = a.market_type and m.symbol = p.symbol
 where p.state <> 'closed' and not exists (
   select from tenancy.claims as c
    where c.user_id = p.user_id and c.account_id = p.account_id and c.is_held
      and c.profile_id = p.profile_id
      and c.exclusivity_key = tenancy.exclusivity_key(a, m, p.side)
 );
alter view health.check_exclusivity_holdings_are_claimed owner to tradekeel_owner;
revoke all on health.check_exclusivity_holdings_are_claimed from public;
grant select on health.check_exclusivity_holdings_are_claimed
  to tradekeel_engine, tradekeel_operator, tradekeel_auditor;
comment on view health.check_exclusivity_holdings_are_claimed is
'Open positions whose profile does not hold the claim.';
