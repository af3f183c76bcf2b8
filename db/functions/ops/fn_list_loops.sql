create or replace function ops.fn_list_loops(
  p_limit integer
) returns table (
  loop text, user_id uuid, account_id uuid, host text, is_stuck boolean, is_failing boolean,
  age_seconds numeric, interval_seconds numeric, succeeded_at timestamptz, failure_count bigint,
  error text
)
language plpgsql stable security definer
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_stuck_at constant timestamptz := v_now - meta.setting_interval('loop_stuck_seconds');
begin
  perform meta.require_limit(p_limit);
  return query
  select x.loop, x.user_id, x.account_id, x.host, x.is_stuck, x.is_failing, x.age_seconds,
         x.interval_seconds, x.succeeded_at, x.failure_count, x.error
    from (
      select o.loop, o.user_id, o.account_id, i.host,
             greatest(o.started_at, o.succeeded_at, o.failed_at, l.acquired_at)
               < v_stuck_at - o.interval_length as is_stuck,
             coalesce(o.failed_at > coalesce(o.succeeded_at, '-infinity'), false) as is_failing,
             round(extract(epoch from v_now - greatest(o.succeeded_at, l.acquired_at)), 1)
               as age_seconds,
             o.interval_seconds, o.succeeded_at, o.failure_count, o.error
        from locks.account_leases as l
        join health.loops as o on o.user_id = l.user_id and o.account_id = l.account_id
        left join health.streams as s
          on s.user_id = l.user_id and s.account_id = l.account_id and s.lease_term = l.term
        left join health.instances as i on i.instance_id = o.instance_id
       where l.owner_token is not null and l.expires_at > v_now
         and (o.loop <> 'stream' or s.user_id is not null)
    ) as x
   order by x.is_stuck desc, x.is_failing desc, x.age_seconds - x.interval_seconds desc,
            x.user_id, x.account_id, x.loop
   limit p_limit;
end;
$$;
alter function ops.fn_list_loops(integer) owner to tradekeel_engine;
revoke all on function ops.fn_list_loops(integer) from public;
grant execute on function ops.fn_list_loops(integer) to tradekeel_operator, tradekeel_auditor;
comment on function ops.fn_list_loops(integer) is
'List the loops of accounts that are driven now, those that stand still first, then those that turn
and do not succeed, then the latest. age_seconds: since the last success, or since the account was
taken over. A stream is listed only where somebody listens, as in health. Names users; not
recorded. Errors, in order: LCR01.';
