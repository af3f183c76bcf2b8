create or replace function lifecycle.forced_to_read(
  p_user_id uuid, p_account_id uuid
) returns jsonb
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  return (
    select coalesce(jsonb_agg(jsonb_build_object(
             'symbol', f.symbol,
             'since_ms', floor(extract(epoch from f.since_at) * 1000)::bigint - 60000)
             order by f.symbol), '[]')
      from (
        select p.symbol, min(p.opened_at) as since_at
          from lifecycle.positions as p
          join reconciliation.mismatches as m
            on m.user_id = p.user_id and m.account_id = p.account_id and m.state = 'open'
               and m.kind in ('position_missing_on_exchange', 'position_drift')
               and m.detail ->> 'symbol' = p.symbol
         where p.user_id = p_user_id and p.account_id = p_account_id and p.state <> 'closed'
         group by p.symbol
      ) as f
  );
end;
$$;
alter function lifecycle.forced_to_read(uuid, uuid) owner to tradekeel_owner;
revoke all on function lifecycle.forced_to_read(uuid, uuid) from public;
grant execute on function lifecycle.forced_to_read(uuid, uuid) to tradekeel_engine;
comment on function lifecycle.forced_to_read(uuid, uuid) is
'Symbols of an account whose position the exchange shows smaller or otherwise: there a forced order
may be the reason.';
