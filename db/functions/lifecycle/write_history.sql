create or replace function lifecycle.write_history(
  p_position lifecycle.positions
) returns void
language plpgsql volatile security invoker
set search_path = ''
as $$
begin
  if p_position.realized_pnl < 0 then
    update ledger.capital as c
       set last_loss_at = greatest(c.last_loss_at, p_position.closed_at)
     where c.user_id = p_position.user_id and c.profile_id = p_position.profile_id;
  end if;
  insert into lifecycle.trade_history (
    user_id, position_id, revision, profile_id, symbol, side, entered_quantity,
    entered_notional, exited_quantity, exited_notional, realized_pnl, fees_quote, opened_at,
    closed_at
  ) values (
    p_position.user_id, p_position.position_id, p_position.revision, p_position.profile_id,
    p_position.symbol, p_position.side, p_position.entered_quantity,
    p_position.entered_notional, p_position.exited_quantity, p_position.exited_notional,
    p_position.realized_pnl, p_position.fees_quote, p_position.opened_at, p_position.closed_at
  );
end;
$$;
alter function lifecycle.write_history(lifecycle.positions) owner to tradekeel_owner;
revoke all on function lifecycle.write_history(lifecycle.positions) from public;
grant execute on function lifecycle.write_history(lifecycle.positions) to tradekeel_engine;
comment on function lifecycle.write_history(lifecycle.positions) is
'Write one revision of a closed position''s trade history, and note when it ended with a loss.';
