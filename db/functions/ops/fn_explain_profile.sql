create or replace function ops.fn_explain_profile(
  p_user_id uuid, p_profile_id uuid
) returns table (
  rank integer, code text, reason text, detail jsonb, next_step text, runbook text
)
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_profile constant tenancy.profiles := tenancy.require_profile(p_user_id, p_profile_id);
  v_account constant tenancy.exchange_accounts :=
    tenancy.require_account(p_user_id, v_profile.account_id);
  v_count bigint;
begin
  return query
  with obstacles as (
    select a.rank, a.code, a.detail from health.find_account_obstacles(v_account, v_now) as a
    union all
    select p.rank, p.code, p.detail from health.find_profile_obstacles(v_profile, v_now) as p
    union all
    select 14, s.outcome, jsonb_build_object(
             'signal_id', s.signal_id, 'symbol', s.symbol, 'closed_at', s.closed_at)
      from (
        select x.signal_id, x.symbol, x.closed_at, x.outcome
          from lifecycle.signals as x
         where x.user_id = p_user_id and x.profile_id = p_profile_id
           and x.state = 'closed' and x.closed_at > v_now - interval '1 day'
         order by x.closed_at desc limit 1
      ) as s
     where s.outcome <> 'accepted'
  )
  select o.rank, o.code, coalesce(e.title, 'the newest signal ended as ' || o.code), o.detail,
         e.hint, e.runbook
    from obstacles as o
    left join meta.error_codes as e on e.code = o.code
   union all
  select 15, 'none', 'no signal waits', '{}'::jsonb, 'Ask for an entry.', 'lifecycle-incident'
   where not exists (
     select from lifecycle.signals as s
      where s.user_id = p_user_id and s.profile_id = p_profile_id and s.state <> 'closed'
   )
   order by rank, code;
  get diagnostics v_count = row_count;
  perform meta.record_read(p_user_id, 'ops.fn_explain_profile', jsonb_build_object(
    'profile_id', p_profile_id), v_count);
end;
$$;
alter function ops.fn_explain_profile(uuid, uuid) owner to tradekeel_engine;
revoke all on function ops.fn_explain_profile(uuid, uuid) from public;
grant execute on function ops.fn_explain_profile(
  uuid, uuid
) to tradekeel_operator, tradekeel_auditor;
comment on function ops.fn_explain_profile(uuid, uuid) is
'Explain why a profile is not trading, most important reason first: each with the code an entry
would be refused with, data, what to do next and the runbook; then how its newest signal of the day
ended, and whether any waits. Recorded in ops.audit with the number of rows. Errors, in order:
TNR01.';
