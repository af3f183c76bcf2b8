create or replace function lifecycle.match_updates(
  p_user_id uuid, p_account_id uuid, p_orders jsonb, p_trades jsonb
) returns table (
  order_id uuid, profile_id uuid, reading jsonb, trades jsonb, row_count integer
)
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  return query
  with read_orders as (
    select o.order_id, o.profile_id, e.value, e.position
      from jsonb_array_elements(p_orders) with ordinality as e (value, position)
      left join lateral (
        select x.order_id, x.profile_id from lifecycle.orders as x
         where x.user_id = p_user_id and x.account_id = p_account_id
           and x.symbol = e.value ->> 'symbol' and x.exchange_order_id = e.value ->> 'id'
           and x.book = case e.value ->> 'isConditional'
             when 'true' then 'conditional' when 'false' then 'regular' else x.book
           end
        order by x.book
      ) as o on true
  ), read_trades as (
    select o.order_id, o.profile_id, e.value
      from jsonb_array_elements(p_trades) as e (value)
      left join lateral (
        select x.order_id, x.profile_id from lifecycle.orders as x
         where x.user_id = p_user_id and x.account_id = p_account_id
           and x.symbol = e.value ->> 'symbol' and x.exchange_order_id = e.value ->> 'order'
           and x.child_exchange_order_id is null
        order by x.book
      ) as o on true
  )
  select k.order_id, (array_agg(k.profile_id))[1],
         (array_agg(k.reading order by k.position desc) filter (where k.reading is not null))[1],
         coalesce(jsonb_agg(k.trade) filter (where k.trade is not null), '[]'),
         count(*)::integer
    from (
      select ro.order_id, ro.profile_id, ro.value as reading, null::jsonb as trade, ro.position
        from read_orders as ro
      union all
      select rt.order_id, rt.profile_id, null, rt.value, 0 from read_trades as rt
    ) as k
   group by k.order_id;
end;
$$;
alter function lifecycle.match_updates(uuid, uuid, jsonb, jsonb) owner to tradekeel_owner;
revoke all on function lifecycle.match_updates(uuid, uuid, jsonb, jsonb) from public;
grant execute on function lifecycle.match_updates(uuid, uuid, jsonb, jsonb) to tradekeel_engine;
comment on function lifecycle.match_updates(uuid, uuid, jsonb, jsonb) is
'Join a set of unified orders and trades to the orders we know, one row an order; what belongs to
none comes as one row with order_id null and its count. Of several readings of one order the
last in the array counts. Conditional orders have ids of their own where the bridge says which
ones they are; trades are of the order that a triggered one became.';
