create or replace function engine.fn_begin_reconciliation(
  p_user_id uuid, p_account_id uuid, p_owner_token uuid, p_lease_term bigint, p_ttl_seconds
  numeric
) returns table (
  run_id uuid, lock_term bigint, started_at timestamptz, plan jsonb
)
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_ttl constant interval := locks.require_seconds(p_ttl_seconds);
  v_account constant tenancy.exchange_accounts :=
    tenancy.require_account(p_user_id, p_account_id);
  v_lock reconciliation.locks;
  v_run reconciliation.runs;
begin
  perform locks.prove_account_lease(p_user_id, p_account_id, p_owner_token, p_lease_term);
  insert into reconciliation.locks as l
    (user_id, account_id, owner_token, term, acquired_at, expires_at)
  values (p_user_id, p_account_id, p_owner_token, 1, v_now, v_now + v_ttl)
  on conflict (user_id, account_id) do update
     set owner_token = excluded.owner_token, term = l.term + 1, acquired_at = v_now,
         expires_at = excluded.expires_at
  returning l.* into v_lock;
  update reconciliation.runs as r
     set state = 'abandoned', finished_at = v_now
   where r.user_id = p_user_id and r.account_id = p_account_id
     and r.state in ('reading', 'handling');
  insert into reconciliation.runs
    (user_id, account_id, owner_token, lock_term, lease_term, epoch, started_at)
  select p_user_id, p_account_id, p_owner_token, v_lock.term, p_lease_term,
         meta.current_epoch(), greatest(v_now, max(r.started_at) + interval '1 microsecond')
    from reconciliation.runs as r
   where r.user_id = p_user_id and r.account_id = p_account_id
  returning * into v_run;
  return query
  select v_run.run_id, v_lock.term, v_run.started_at, reconciliation.plan_fetch(v_account);
end;
$$;
alter function engine.fn_begin_reconciliation(
  uuid, uuid, uuid, bigint, numeric
) owner to tradekeel_engine;
revoke all on function engine.fn_begin_reconciliation(
  uuid, uuid, uuid, bigint, numeric
) from public;
grant execute on function engine.fn_begin_reconciliation(
  uuid, uuid, uuid, bigint, numeric
) to tradekeel_bridge;
comment on function engine.fn_begin_reconciliation(uuid, uuid, uuid, bigint, numeric) is
'Begin a reconciliation of an account: take its lock with a new term, abandon a run that was left
alive, and say what to fetch: {open_orders, positions, balances: true or false, history and trades:
[{symbol, since_ms}]}. Only the driver of the account can; the lease excludes others, and the
new term fences whoever reconciled before, so a run that died is taken over at once. Errors, in
order: LKR01, TNR01, LKC01.';
