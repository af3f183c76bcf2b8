create or replace function lifecycle.third_fees(
  p_user_id uuid, p_order_id uuid, p_trade_id text
) returns jsonb
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  return coalesce((
    select f.other_fees || coalesce(l.other_fees, '[]')
      from lifecycle.fills as f
      left join lifecycle.late_fees as l
        on l.user_id = f.user_id and l.order_id = f.order_id and l.trade_id = f.trade_id
     where f.user_id = p_user_id and f.order_id = p_order_id and f.trade_id = p_trade_id
  ), '[]');
end;
$$;
alter function lifecycle.third_fees(uuid, uuid, text) owner to tradekeel_owner;
revoke all on function lifecycle.third_fees(uuid, uuid, text) from public;
grant execute on function lifecycle.third_fees(uuid, uuid, text) to tradekeel_engine;
comment on function lifecycle.third_fees(uuid, uuid, text) is
'The fees of a trade in third currencies, [{currency, cost}], told with it or later.';
