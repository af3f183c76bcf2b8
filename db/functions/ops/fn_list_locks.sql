create or replace function ops.fn_list_locks(
  p_limit integer
) returns table (
  kind text, user_id uuid, account_id uuid, profile_id uuid, symbol text, host text, term bigint,
  acquired_at timestamptz, expires_at timestamptz, is_expired boolean
)
language plpgsql stable security definer
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
begin
  perform meta.require_limit(p_limit);
  return query
  select x.kind, x.user_id, x.account_id, x.profile_id, x.symbol, i.host, x.term, x.acquired_at,
         x.expires_at, x.expires_at <= v_now
    from (
      select 'entry' as kind, l.user_id, p.account_id, l.profile_id, l.symbol, l.owner_token,
             l.term, l.acquired_at, l.expires_at
        from locks.entry_locks as l
        join tenancy.profiles as p on p.user_id = l.user_id and p.profile_id = l.profile_id
       where l.owner_token is not null
      union all
      select 'lease', l.user_id, l.account_id, null, null, l.owner_token, l.term, l.acquired_at,
             l.expires_at
        from locks.account_leases as l
       where l.owner_token is not null
      union all
      select 'reconciliation', l.user_id, l.account_id, null, null, l.owner_token, l.term,
             l.acquired_at, l.expires_at
        from reconciliation.locks as l
       where l.owner_token is not null
    ) as x
    left join health.instances as i on i.owner_token = x.owner_token
   order by x.expires_at <= v_now desc, x.kind, x.acquired_at, x.user_id
   limit p_limit;
end;
$$;
alter function ops.fn_list_locks(integer) owner to tradekeel_engine;
revoke all on function ops.fn_list_locks(integer) from public;
grant execute on function ops.fn_list_locks(integer) to tradekeel_operator, tradekeel_auditor;
comment on function ops.fn_list_locks(integer) is
'List what processes hold: entry locks, leases of accounts, locks of reconciliations; those that
lapsed and were not given back first, then the longest held. host is null when the process is not
one of a bridge. Names users; not recorded. Errors, in order: LCR01.';
