create or replace function reconciliation.note_balance_shortfalls(
  p_run reconciliation.runs, p_account tenancy.exchange_accounts
) returns void
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  d record;
begin
  if p_account.market_type <> 'spot'
     or not reconciliation.is_part_complete(p_run, 'balances') then
    return;
  end if;
  for d in
    select h.currency, h.quantity as ours, coalesce(b.total, 0) as theirs
      from reconciliation.held_by_account(p_run) as h
      left join reconciliation.latest_snapshots as s
        on s.user_id = p_run.user_id and s.account_id = p_run.account_id
           and s.part = 'balances'
      left join lateral reconciliation.normalise_balances(s.document) as b
        on b.currency = h.currency
     where h.quantity > coalesce(b.total, 0)
       and not coalesce(s.document -> 'unreadable' ? h.currency, false)
  loop
    continue when reconciliation.is_currency_moving(p_run, d.currency);
    if reconciliation.note_mismatch(
      p_run.user_id, p_run.account_id, null, p_run.run_id, 'balance_shortfall',
      'currency:' || d.currency, jsonb_build_object(
        'currency', d.currency, 'ours', d.ours::text, 'theirs', d.theirs::text)
    ) >= 3 then
      perform tenancy.halt_account(
        p_run.user_id, p_run.account_id, 'balance_shortfall',
        jsonb_build_object('currency', d.currency));
    end if;
  end loop;
end;
$$;
alter function reconciliation.note_balance_shortfalls(
  reconciliation.runs, tenancy.exchange_accounts
) owner to tradekeel_owner;
revoke all on function reconciliation.note_balance_shortfalls(
  reconciliation.runs, tenancy.exchange_accounts
) from public;
grant execute on function reconciliation.note_balance_shortfalls(
  reconciliation.runs, tenancy.exchange_accounts
) to tradekeel_engine;
comment on function reconciliation.note_balance_shortfalls(
  reconciliation.runs, tenancy.exchange_accounts
) is
'On spot, compare a complete reading of balances with what the profiles hold together: base
assets of open positions, and quote currency allocated plus realised minus held in positions.
Assets of a symbol that moves, and those that could not be read, are not judged. At the third
complete reading it halts the account.';
