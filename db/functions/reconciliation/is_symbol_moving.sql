create or replace function reconciliation.is_symbol_moving(
  p_run reconciliation.runs, p_symbol text
) returns boolean
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  return exists (
    select from reconciliation.moving_symbols(p_run) as m where m.symbol = p_symbol
  );
end;
$$;
alter function reconciliation.is_symbol_moving(
  reconciliation.runs, text
) owner to tradekeel_owner;
revoke all on function reconciliation.is_symbol_moving(reconciliation.runs, text) from public;
grant execute on function reconciliation.is_symbol_moving(
  reconciliation.runs, text
) to tradekeel_engine;
comment on function reconciliation.is_symbol_moving(reconciliation.runs, text) is
'Whether positions and balances of a symbol may differ from ours just because orders of it move
(moving_symbols).';
