create or replace function lifecycle.readable_trades(
  p_user_id uuid, p_order_id uuid, p_trades jsonb
) returns jsonb
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_tomorrow constant text :=
    floor((extract(epoch from clock_timestamp()) + 86400) * 1000)::bigint::text;
  v_readable jsonb[] := '{}'::jsonb[];
  v_trade jsonb;
  v_problem text;
begin
  if (select bool_and(lifecycle.is_plain_trade(t.value)
                      and (t.value ->> 'timestamp') collate "C" <= v_tomorrow)
        from jsonb_array_elements(p_trades) as t) then
    return p_trades;
  end if;
  for v_trade in select t.value from jsonb_array_elements(p_trades) as t
  loop
    v_problem := reconciliation.row_problem(
      'trades', jsonb_build_array(jsonb_build_object('symbol', 'any') || case
        when jsonb_typeof(v_trade) = 'object' then jsonb_strip_nulls(v_trade) else '{}' end));
    if v_problem is null then
      v_problem := lifecycle.rebate_problem(p_user_id, p_order_id, v_trade);
    end if;
    if v_problem is null then
      v_readable := array_append(v_readable, v_trade);
    else
      perform health.open_incident(
        p_user_id, 'row_quarantined', 'warning',
        left(concat_ws(' ', p_order_id, 'trade', v_trade ->> 'id'), 500), 'lifecycle-incident',
        jsonb_build_object('detail', v_problem));
    end if;
  end loop;
  return to_jsonb(v_readable);
end;
$$;
alter function lifecycle.readable_trades(uuid, uuid, jsonb) owner to tradekeel_owner;
revoke all on function lifecycle.readable_trades(uuid, uuid, jsonb) from public;
grant execute on function lifecycle.readable_trades(uuid, uuid, jsonb) to tradekeel_engine;
comment on function lifecycle.readable_trades(uuid, uuid, jsonb) is
'The trades of one order that can be read. Each other one opens an incident: what it filled is
inferred from the order itself until it can be read.';
