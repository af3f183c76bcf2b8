create or replace function lifecycle.record_history(
  p_position lifecycle.positions
) returns void
language plpgsql volatile security invoker
set search_path = ''
as $$
begin
  perform lifecycle.write_history(p_position);
  perform tenancy.broadcast(
    p_position.user_id, p_position.profile_id, 'position_closed', jsonb_build_object(
      'position_id', p_position.position_id, 'symbol', p_position.symbol,
      'side', p_position.side, 'realized_pnl', p_position.realized_pnl::text,
      'revision', p_position.revision));
end;
$$;
alter function lifecycle.record_history(lifecycle.positions) owner to tradekeel_owner;
revoke all on function lifecycle.record_history(lifecycle.positions) from public;
grant execute on function lifecycle.record_history(lifecycle.positions) to tradekeel_engine;
comment on function lifecycle.record_history(lifecycle.positions) is
'Write one revision of a closed position''s trade history, note when it
ended with a loss, and broadcast it.';
