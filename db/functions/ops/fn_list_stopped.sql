create or replace function ops.fn_list_stopped(
  p_limit integer
) returns table (
  what text, user_id uuid, account_id uuid, profile_id uuid, name text, state text, reason text,
  since timestamptz, next_step text
)
language plpgsql stable security definer
set search_path = ''
as $$
begin
  perform meta.require_limit(p_limit);
  return query
  select x.what, x.user_id, x.account_id, x.profile_id, x.name, x.state, x.reason, x.since,
         x.next_step
    from (
      select 1 as rank, 'everything' as what, null::uuid as user_id, null::uuid as account_id,
             null::uuid as profile_id, null as name, 'paused by ' || i.paused_by as state,
             i.pause_reason as reason, i.paused_at as since, 'ops.fn_resume_everything' as next_step
        from meta.installation as i
       where i.paused_at is not null
      union all
      select 2, 'user', u.user_id, null, null, null, 'revoked', u.revoke_reason, u.revoked_at,
             'ops.fn_restore_user'
        from tenancy.users as u
       where u.revoked_at is not null
      union all
      select 3, 'user', u.user_id, null, null, null, 'suspended', null, null, 'ops.fn_resume_user'
        from tenancy.users as u
       where u.is_suspended and u.revoked_at is null
      union all
      select 4, 'account', a.user_id, a.account_id, null, a.exchange, a.state, a.halt_reason,
             a.halted_at, 'mend the reason, then ops.fn_resume_account'
        from tenancy.exchange_accounts as a
       where a.state = 'halted'
      union all
      select case c.trading_state when 'breached' then 5 else 6 end, 'profile', c.user_id,
             c.account_id, c.profile_id, p.name, c.trading_state, null, null, case c.trading_state
               when 'breached' then 'ops.fn_allocate_capital or an exit, then ops.fn_resume_profile'
               else 'ops.fn_explain_profile, then ops.fn_resume_profile' end
        from ledger.capital as c
        join tenancy.profiles as p on p.user_id = c.user_id and p.profile_id = c.profile_id
       where c.trading_state in ('paused', 'breached')
      union all
      select 7, 'profile', c.user_id, c.account_id, c.profile_id, p.name, 'paused by its owner',
             c.tenant_pause_reason, c.tenant_paused_at, 'its owner resumes it'
        from ledger.capital as c
        join tenancy.profiles as p on p.user_id = c.user_id and p.profile_id = c.profile_id
       where c.tenant_paused_at is not null and c.trading_state = 'active'
    ) as x
   order by x.rank, x.since nulls last, x.user_id, x.profile_id
   limit p_limit;
end;
$$;
alter function ops.fn_list_stopped(integer) owner to tradekeel_engine;
revoke all on function ops.fn_list_stopped(integer) from public;
grant execute on function ops.fn_list_stopped(integer) to tradekeel_operator, tradekeel_auditor;
comment on function ops.fn_list_stopped(integer) is
'List what takes no entries because somebody or something stopped it, the widest first: everything,
users, accounts, profiles; each with its reason where one is on record, and what lets it go on.
Exits go on in all of them. Names users; not recorded. Errors, in order: LCR01.';
