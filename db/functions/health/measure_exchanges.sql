create or replace function health.measure_exchanges(
  p_now timestamptz
) returns jsonb
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  return coalesce((
    select jsonb_object_agg(e.exchange, e.facts)
      from (
        select a.exchange, jsonb_build_object(
                 'accounts', count(*),
                 'halted', count(*) filter (where a.state = 'halted'),
                 'driven', count(*) filter (
                   where l.expires_at > p_now and l.owner_token is not null
                 ),
                 'ready', count(*) filter (
                   where l.expires_at > p_now and l.owner_token is not null
                     and l.ready_term = l.term and l.ready_epoch = l.epoch
                 ),
                 'unreachable', count(*) filter (where c.failure_count > 0),
                 'errorClass', max(c.error_class) filter (where c.failure_count > 0),
                 'oldestSuccessSeconds', round(extract(epoch from p_now - min(c.succeeded_at)), 3),
                 'latencyMsMax', max(c.latency_ms),
                 'clockSkewMsMax', max(abs(c.clock_skew_ms))) as facts
          from tenancy.exchange_accounts as a
          left join locks.account_leases as l
            on l.user_id = a.user_id and l.account_id = a.account_id
          left join health.exchange_contacts as c
            on c.user_id = a.user_id and c.account_id = a.account_id
         where a.state <> 'closed' and (
           l.term is not null or exists (
             select from tenancy.profiles as p
              where p.user_id = a.user_id and p.account_id = a.account_id
           )
         )
         group by a.exchange
      ) as e
  ), '{}');
end;
$$;
alter function health.measure_exchanges(timestamptz) owner to tradekeel_owner;
revoke all on function health.measure_exchanges(timestamptz) from public;
grant execute on function health.measure_exchanges(timestamptz) to tradekeel_engine;
comment on function health.measure_exchanges(timestamptz) is
'Measure what is known of each exchange over all accounts that are not closed: how many are driven,
ready, halted, unreachable now, and the class of an error; the oldest success in seconds; worst
latency and clock difference in ms. An account that was ever leased has a profile: only the others
are looked up.';
