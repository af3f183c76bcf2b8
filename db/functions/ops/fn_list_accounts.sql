create or replace function ops.fn_list_accounts(
  p_limit integer
) returns table (
  user_id uuid, account_id uuid, exchange text, market_type text, state text, halt_reason text,
  credentials_ref text, is_driven boolean, is_ready boolean, host text, lease_expires_at
  timestamptz, reconciled_at timestamptz, failure_count integer, error_class text, contact_at
  timestamptz, latency_ms integer, clock_skew_ms integer, stream_down_at timestamptz,
  stream_error_class text
)
language plpgsql stable security definer
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
begin
  perform meta.require_limit(p_limit);
  return query
  select x.* from (
    select a.user_id, a.account_id, a.exchange, a.market_type, a.state, a.halt_reason,
           a.credentials_ref,
           coalesce(l.owner_token is not null and l.expires_at > v_now, false) as is_driven,
           coalesce(l.ready_term = l.term and l.ready_epoch = l.epoch and l.expires_at > v_now,
             false) as is_ready,
           i.host, l.expires_at, l.reconciled_at, c.failure_count, c.error_class, c.succeeded_at,
           c.latency_ms, c.clock_skew_ms, s.down_at, s.error_class as stream_error_class
      from tenancy.exchange_accounts as a
      left join locks.account_leases as l
        on l.user_id = a.user_id and l.account_id = a.account_id
      left join health.instances as i on i.instance_id = l.instance_id
      left join health.exchange_contacts as c
        on c.user_id = a.user_id and c.account_id = a.account_id
      left join health.streams as s on s.user_id = a.user_id and s.account_id = a.account_id
     where a.state <> 'closed'
  ) as x
   order by x.state = 'halted' desc, x.is_driven, x.is_ready, x.failure_count desc nulls last,
            abs(x.clock_skew_ms) desc nulls last, x.user_id, x.account_id
   limit p_limit;
end;
$$;
alter function ops.fn_list_accounts(integer) owner to tradekeel_engine;
revoke all on function ops.fn_list_accounts(integer) from public;
grant execute on function ops.fn_list_accounts(integer) to tradekeel_operator, tradekeel_auditor;
comment on function ops.fn_list_accounts(integer) is
'List exchange accounts, those that need a person first: halted, driven by nobody, not reconciled,
not reached. Each with who drives it, when it was last reconciled completely, what its exchange
last answered, and its stream. credentials_ref is the name of a secret and not the secret. Names
users; not recorded. Errors, in order: LCR01.';
