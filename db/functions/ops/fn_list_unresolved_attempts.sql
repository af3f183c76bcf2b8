create or replace function ops.fn_list_unresolved_attempts(
  p_limit integer
) returns table (
  user_id uuid, profile_id uuid, attempt_id uuid, symbol text, kind text, side text, state text,
  client_order_text text, waits_for text, created_at timestamptz, horizon_at timestamptz,
  absent_first_at timestamptz, absent_last_at timestamptz, error jsonb
)
language plpgsql stable security definer
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
begin
  perform meta.require_limit(p_limit);
  return query
  select t.user_id, t.profile_id, t.attempt_id, t.symbol, t.kind, t.side, t.state,
         t.client_order_text, case
           when v_now < t.send_deadline then 'its send deadline'
           when v_now < t.horizon_at then 'its horizon'
           when e.lookup = 'none' then 'a person: this exchange finds no order by its client id'
           when t.absent_first_at is null then 'the look-up of a complete run'
           when e.expiry_window_ms = 0 then 'a person: absence proves nothing at this exchange'
           else 'a second look-up'
         end,
         t.created_at, t.horizon_at, t.absent_first_at, t.absent_last_at, t.error
    from lifecycle.attempts as t
    join tenancy.exchange_accounts as a on a.user_id = t.user_id and a.account_id = t.account_id
    join meta.exchanges as e on e.exchange = a.exchange and e.market_type = a.market_type
   where t.state in ('submitting', 'unknown')
   order by t.created_at, t.attempt_id
   limit p_limit;
end;
$$;
alter function ops.fn_list_unresolved_attempts(integer) owner to tradekeel_engine;
revoke all on function ops.fn_list_unresolved_attempts(integer) from public;
grant execute on function ops.fn_list_unresolved_attempts(
  integer
) to tradekeel_operator, tradekeel_auditor;
comment on function ops.fn_list_unresolved_attempts(integer) is
'List the sends whose outcome is not known, the oldest first, each with the client order id to look
for at the exchange and with what it waits for. One that waits for a person is decided by
ops.fn_decide_not_placed, after a look at the exchange''s own site. Names users; not recorded.
Errors, in order: LCR01.';
