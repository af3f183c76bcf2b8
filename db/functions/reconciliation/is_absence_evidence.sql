create or replace function reconciliation.is_absence_evidence(
  p_attempt lifecycle.attempts
) returns boolean
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  return exists (
    select from tenancy.exchange_accounts as a
      join meta.exchanges as e on e.exchange = a.exchange and e.market_type = a.market_type
     where a.user_id = p_attempt.user_id and a.account_id = p_attempt.account_id
       and e.lookup <> 'none'
       and p_attempt.created_at > clock_timestamp()
           - make_interval(secs => e.retention_seconds::double precision)
  ) and not exists (
    select from reconciliation.latest_snapshots as s,
         lateral jsonb_array_elements(s.document) as r (value)
     where s.user_id = p_attempt.user_id and s.account_id = p_attempt.account_id
       and s.part in ('open_orders', 'trades')
       and r.value ->> 'symbol' = p_attempt.symbol and r.value ->> 'side' = p_attempt.side
       and (r.value ->> 'timestamp' is null or to_timestamp(
         (r.value ->> 'timestamp')::double precision / 1000) >= p_attempt.created_at)
       and r.value ->> 'clientOrderId' is null
       and not exists (
         select from lifecycle.orders as o
          where o.user_id = p_attempt.user_id and o.account_id = p_attempt.account_id
            and o.symbol = p_attempt.symbol and o.exchange_order_id =
              case s.part when 'trades' then r.value ->> 'order' else r.value ->> 'id' end
       )
  );
end;
$$;
alter function reconciliation.is_absence_evidence(lifecycle.attempts) owner to tradekeel_owner;
revoke all on function reconciliation.is_absence_evidence(lifecycle.attempts) from public;
grant execute on function reconciliation.is_absence_evidence(
  lifecycle.attempts
) to tradekeel_engine;
comment on function reconciliation.is_absence_evidence(lifecycle.attempts) is
'Whether not finding an attempt can mean that it was not placed: the exchange can look orders up,
its retention still covers the attempt, and the latest readings hold no order or trade of that
symbol and side, since it was begun, that belongs to none of ours.';
