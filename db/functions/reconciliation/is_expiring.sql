create or replace function reconciliation.is_expiring(
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
       and e.expiry_window_ms > 0
  );
end;
$$;
alter function reconciliation.is_expiring(lifecycle.attempts) owner to tradekeel_owner;
revoke all on function reconciliation.is_expiring(lifecycle.attempts) from public;
grant execute on function reconciliation.is_expiring(lifecycle.attempts) to tradekeel_engine;
comment on function reconciliation.is_expiring(lifecycle.attempts) is
'Whether the exchange of an attempt refuses a request that reaches it late. Without that no
absence proves that the order will not appear after all.';
