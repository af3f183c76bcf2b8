-- No search_path is set: the body is parsed when this is made, and may then be inlined.
create or replace function lifecycle.describe_closed(
  p_position lifecycle.positions, p_event_seq bigint, p_epoch bigint
) returns jsonb
language sql stable security invoker parallel safe
return jsonb_build_object(
  'position_id', p_position.position_id, 'symbol', p_position.symbol, 'side', p_position.side,
  'realized_pnl', p_position.realized_pnl::text, 'revision', p_position.revision,
  'user_id', p_position.user_id, 'profile_id', p_position.profile_id,
  'event_seq', p_event_seq, 'epoch', p_epoch);
alter function lifecycle.describe_closed(
  lifecycle.positions, bigint, bigint
) owner to tradekeel_owner;
revoke all on function lifecycle.describe_closed(lifecycle.positions, bigint, bigint) from public;
grant execute on function lifecycle.describe_closed(
  lifecycle.positions, bigint, bigint
) to tradekeel_engine;
comment on function lifecycle.describe_closed(lifecycle.positions, bigint, bigint) is
'The payload of the event that a position closed, with the number and the life it is told under.';
