create or replace function reconciliation.is_judged(
  p_run reconciliation.runs, p_mismatch reconciliation.mismatches
) returns boolean
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  return case
    when p_mismatch.kind in ('unpriced_fee', 'ledger_drift', 'fill_unexplained') then false
    when p_mismatch.kind like 'position\_%' then
      not reconciliation.is_symbol_moving(p_run, p_mismatch.detail ->> 'symbol')
      and not reconciliation.is_position_unreadable(p_run, p_mismatch.detail ->> 'symbol')
    when p_mismatch.kind = 'balance_shortfall' then not (
      reconciliation.is_currency_moving(p_run, p_mismatch.detail ->> 'currency')
      and exists (
        select from reconciliation.held_by_account(p_run) as h
         where h.currency = p_mismatch.detail ->> 'currency'
      )
    ) and not exists (
      select from reconciliation.latest_snapshots as s
       where s.user_id = p_run.user_id and s.account_id = p_run.account_id
         and s.part = 'balances'
         and s.document -> 'unreadable' ? (p_mismatch.detail ->> 'currency')
    )
    when p_mismatch.kind = 'order_missing_in_database'
         and p_mismatch.subject like 'exchange:%' then exists (
      select from lifecycle.attempts as a
       where a.user_id = p_run.user_id and a.account_id = p_run.account_id
         and a.client_order_text = p_mismatch.detail ->> 'client_order_id'
    )
    when p_mismatch.kind = 'order_foreign' then not exists (
      select from reconciliation.read_rows(p_run, 'open_orders') as r
       where 'exchange:' || (r.value ->> 'symbol') || ':' || (r.value ->> 'id')
               = p_mismatch.subject
    ) or exists (
      select from tenancy.exchange_accounts as a
       where a.user_id = p_run.user_id and a.account_id = p_run.account_id
         and a.foreign_order_policy = 'ignore'
    )
    else true
  end;
end;
$$;
alter function reconciliation.is_judged(
  reconciliation.runs, reconciliation.mismatches
) owner to tradekeel_owner;
revoke all on function reconciliation.is_judged(
  reconciliation.runs, reconciliation.mismatches
) from public;
grant execute on function reconciliation.is_judged(
  reconciliation.runs, reconciliation.mismatches
) to tradekeel_engine;
comment on function reconciliation.is_judged(
  reconciliation.runs, reconciliation.mismatches
) is
'Whether a complete run was able to see an open mismatch again, so that not seeing it means that
it is gone. Symbols and assets in motion, rows that could not be read, and an order that is
still listed are not, nor one of ours in quarantine, which may have filled since; unpriced fees
and drift of the ledger heal elsewhere.';
