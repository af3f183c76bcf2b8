create or replace function lifecycle.trades_to_read(
  p_user_id uuid, p_account_id uuid
) returns jsonb
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  return (
    select coalesce(jsonb_agg(jsonb_build_object(
             'symbol', t.symbol,
             'since_ms', floor(extract(epoch from t.since_at) * 1000)::bigint - 60000)
             order by t.symbol), '[]')
      from (
        select s.symbol, min(s.since_at) as since_at
          from (
            select o.symbol, coalesce(o.exchange_at, o.first_seen_at) as since_at
              from lifecycle.orders as o
             where o.user_id = p_user_id and o.account_id = p_account_id
               and o.settled_at is null and (o.filled > 0 or o.status = 'open')
            union all
            select d.symbol, p.opened_at
              from lifecycle.adoptions as d
              join lifecycle.positions as p
                on p.user_id = d.user_id and p.position_id = d.position_id
             where d.user_id = p_user_id and d.account_id = p_account_id and d.state = 'asked'
          ) as s
         group by s.symbol
      ) as t
  );
end;
$$;
alter function lifecycle.trades_to_read(uuid, uuid) owner to tradekeel_owner;
revoke all on function lifecycle.trades_to_read(uuid, uuid) from public;
grant execute on function lifecycle.trades_to_read(uuid, uuid) to tradekeel_engine;
comment on function lifecycle.trades_to_read(uuid, uuid) is
'Symbols of an account whose trades are to be read, since a minute before the oldest order that is
not settled and may have filled, or before the position from which an order is to be adopted was
opened.';
