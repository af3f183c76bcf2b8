create or replace function lifecycle.open_position(
  p_intent lifecycle.intents
) returns lifecycle.positions
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_position lifecycle.positions;
begin
  select p.* into v_position
    from lifecycle.positions as p
   where p.user_id = p_intent.user_id and p.profile_id = p_intent.profile_id
     and p.symbol = p_intent.symbol and p.side = p_intent.position_side and p.state <> 'closed';
  if not found then
    v_position.user_id := p_intent.user_id;
    v_position.position_id := gen_random_uuid();
    v_position.profile_id := p_intent.profile_id;
    v_position.account_id := p_intent.account_id;
    v_position.symbol := p_intent.symbol;
    v_position.side := p_intent.position_side;
    v_position.quantity := 0.0;
    v_position.cost_basis := 0.0;
    v_position.notional := 0.0;
  end if;
  return v_position;
end;
$$;
alter function lifecycle.open_position(lifecycle.intents) owner to tradekeel_owner;
revoke all on function lifecycle.open_position(lifecycle.intents) from public;
grant execute on function lifecycle.open_position(lifecycle.intents) to tradekeel_engine;
comment on function lifecycle.open_position(lifecycle.intents) is
'The open position of an entry''s profile, symbol and side. When there is none: the flat row of a
new one, without opened_at, which lifecycle.move_position writes with its first execution.';
