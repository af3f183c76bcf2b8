create or replace function reconciliation.is_absence_evidence(
  p_attempt lifecycle.attempts, p_run_id uuid
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
  ) and 2 = (
    select count(*)
      from reconciliation.latest_snapshots as s
     where s.user_id = p_attempt.user_id and s.account_id = p_attempt.account_id
       and s.run_id = p_run_id and s.part in ('open_orders', 'trades') and s.is_complete
  ) and not exists (
    select from reconciliation.latest_snapshots as s,
         lateral jsonb_array_elements(s.document) as r (value)
     where s.user_id = p_attempt.user_id and s.account_id = p_attempt.account_id
       and s.part in ('open_orders', 'trades') and r.value ->> 'symbol' = p_attempt.symbol
       and coalesce(lifecycle.normalise_side(r.value), p_attempt.side) = p_attempt.side
       and coalesce(meta.read_moment(r.value, 'timestamp'), p_attempt.created_at)
           >= p_attempt.created_at - meta.setting_interval('clock_skew_ms')
       and meta.read_text(r.value, 'clientOrderId', 200) is null
       and not exists (
         select from reconciliation.latest_snapshots as h,
              lateral jsonb_array_elements(h.document) as x (value)
          where h.user_id = p_attempt.user_id and h.account_id = p_attempt.account_id
            and h.part = 'history' and h.run_id = p_run_id and h.is_complete
            and x.value ->> 'symbol' = p_attempt.symbol
            and x.value ->> 'id' =
              case s.part when 'trades' then r.value ->> 'order' else r.value ->> 'id' end
            and meta.read_text(x.value, 'clientOrderId', 200) <> p_attempt.client_order_text
            and not x.value ? 'isUnreadable'
       )
       and not exists (
         select from lifecycle.orders as o
          where o.user_id = p_attempt.user_id and o.account_id = p_attempt.account_id
            and o.symbol = p_attempt.symbol and o.exchange_order_id =
              case s.part when 'trades' then r.value ->> 'order' else r.value ->> 'id' end
       )
  );
end;
$$;
alter function reconciliation.is_absence_evidence(
  lifecycle.attempts, uuid
) owner to tradekeel_owner;
revoke all on function reconciliation.is_absence_evidence(lifecycle.attempts, uuid) from public;
grant execute on function reconciliation.is_absence_evidence(
  lifecycle.attempts, uuid
) to tradekeel_engine;
comment on function reconciliation.is_absence_evidence(lifecycle.attempts, uuid) is
'Whether not finding an attempt in a run can mean that it was not placed: the exchange can look
orders up, its retention still covers the attempt, the run read open orders and trades
completely, and they hold none of that symbol and side, since the attempt was begun, that
belongs to none of ours and whose order, where the run listed all of them, has no client order id of
somebody else. A row that does not say its side or moment could be ours.';
