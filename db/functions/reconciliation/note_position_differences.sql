create or replace function reconciliation.note_position_differences(
  p_run reconciliation.runs, p_account tenancy.exchange_accounts
) returns void
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  d record;
begin
  if p_account.market_type <> 'swap'
     or not reconciliation.is_part_complete(p_run, 'positions') then
    return;
  end if;
  for d in
    select coalesce(x.symbol, p.symbol) as symbol, coalesce(x.side, p.side) as side,
           coalesce(p.quantity, 0) as ours, coalesce(x.quantity, 0) as theirs
      from (
        select n.symbol, n.side, sum(n.quantity) as quantity
          from reconciliation.read_rows(p_run, 'positions') as r,
               lateral reconciliation.normalise_position(r.value) as n
         where n.quantity > 0 and n.side is not null
         group by n.symbol, n.side
      ) as x
      full join (
        select o.symbol, o.side, sum(o.quantity) as quantity
          from lifecycle.positions as o
         where o.user_id = p_run.user_id and o.account_id = p_run.account_id
           and o.state <> 'closed'
         group by o.symbol, o.side
      ) as p on p.symbol = x.symbol and p.side = x.side
     where coalesce(p.quantity, 0) <> coalesce(x.quantity, 0)
       and not reconciliation.is_symbol_moving(p_run, coalesce(x.symbol, p.symbol))
       and not reconciliation.is_position_unreadable(p_run, coalesce(x.symbol, p.symbol))
  loop
    if reconciliation.note_mismatch(
      p_run.user_id, p_run.account_id, null, p_run.run_id,
      case
        when d.theirs = 0 then 'position_missing_on_exchange'
        when d.ours = 0 then 'position_missing_in_database'
        else 'position_drift'
      end,
      d.symbol || ':' || d.side, jsonb_build_object(
        'symbol', d.symbol, 'side', d.side, 'ours', d.ours::text, 'theirs', d.theirs::text)
    ) >= 3 then
      perform tenancy.halt_account(
        p_run.user_id, p_run.account_id, 'position_unexplained',
        jsonb_build_object('symbol', d.symbol, 'side', d.side));
    end if;
  end loop;
end;
$$;
alter function reconciliation.note_position_differences(
  reconciliation.runs, tenancy.exchange_accounts
) owner to tradekeel_owner;
revoke all on function reconciliation.note_position_differences(
  reconciliation.runs, tenancy.exchange_accounts
) from public;
grant execute on function reconciliation.note_position_differences(
  reconciliation.runs, tenancy.exchange_accounts
) to tradekeel_engine;
comment on function reconciliation.note_position_differences(
  reconciliation.runs, tenancy.exchange_accounts
) is
'On swaps, compare a complete reading of positions with the sum of the profiles by symbol and
side; net zero is not flat. Symbols that move, and those that could not be read, are not judged.
Never writes a fill: at the third complete reading it halts the account.';
