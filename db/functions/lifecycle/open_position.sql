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
    insert into lifecycle.positions (user_id, profile_id, account_id, symbol, side)
    values (p_intent.user_id, p_intent.profile_id, p_intent.account_id, p_intent.symbol,
      p_intent.position_side)
    returning * into v_position;
  end if;
  update lifecycle.intents as i
     set position_id = v_position.position_id
   where i.user_id = p_intent.user_id and i.intent_id = p_intent.intent_id
     and i.position_id is null;
  return v_position;
end;
$$;
alter function lifecycle.open_position(lifecycle.intents) owner to tradekeel_owner;
revoke all on function lifecycle.open_position(lifecycle.intents) from public;
grant execute on function lifecycle.open_position(lifecycle.intents) to tradekeel_engine;
comment on function lifecycle.open_position(lifecycle.intents) is
'The open position of an entry''s profile, symbol and side, begun now when there is none.';
