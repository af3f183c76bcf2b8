-- No search_path is set: the body is parsed when this is made, and may then be inlined.
create or replace function lifecycle.is_told_as_booked(
  p_fill lifecycle.fills, p_trade jsonb
) returns boolean
language sql stable security invoker parallel safe
return coalesce(
  p_fill.price = (p_trade ->> 'price')::numeric
  and p_fill.quantity = (p_trade ->> 'amount')::numeric
  and (p_fill.cost = (p_trade ->> 'cost')::numeric or p_trade ->> 'cost' is null)
  and extract(epoch from p_fill.executed_at) * 1000 = (p_trade ->> 'timestamp')::numeric
  and case
    when p_fill.fees = '[]'
      then coalesce(p_trade #>> '{fees,0,cost}', p_trade #>> '{fee,cost}', '0')::numeric = 0
    else p_fill.fees -> 1 is null
      and p_fill.fees -> 0 ->> 'cost'
            = coalesce(p_trade #>> '{fees,0,cost}', p_trade #>> '{fee,cost}')
      and p_fill.fees -> 0 ->> 'currency'
            = coalesce(p_trade -> 'fees' -> 0, p_trade -> 'fee') ->> 'currency'
  end, false);
alter function lifecycle.is_told_as_booked(lifecycle.fills, jsonb) owner to tradekeel_owner;
revoke all on function lifecycle.is_told_as_booked(lifecycle.fills, jsonb) from public;
grant execute on function lifecycle.is_told_as_booked(lifecycle.fills, jsonb) to tradekeel_engine;
comment on function lifecycle.is_told_as_booked(lifecycle.fills, jsonb) is
'Whether a plain trade (lifecycle.is_plain_trade) says certainly what is on record of it. What it
says no to may still be the same in other words: lifecycle.find_contradictions decides.';
