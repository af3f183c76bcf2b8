create or replace function locks.prove_reconciliation(
  p_run reconciliation.runs, p_owner_token uuid, p_lock_term bigint
) returns void
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  if p_run.state not in ('reading', 'handling') then
    perform meta.raise_error('RCC01', format('run=%s state=%s', p_run.run_id, p_run.state));
  end if;
  if p_run.owner_token is distinct from p_owner_token
     or p_run.lock_term is distinct from p_lock_term or not exists (
    select from reconciliation.locks as l
     where l.user_id = p_run.user_id and l.account_id = p_run.account_id
       and l.owner_token = p_owner_token and l.term = p_lock_term
       and l.expires_at > clock_timestamp()
  ) then
    perform meta.raise_error('LKC03', format('run=%s term=%s', p_run.run_id, p_lock_term));
  end if;
  perform locks.prove_account_lease(
    p_run.user_id, p_run.account_id, p_owner_token, p_run.lease_term);
end;
$$;
alter function locks.prove_reconciliation(
  reconciliation.runs, uuid, bigint
) owner to tradekeel_owner;
revoke all on function locks.prove_reconciliation(reconciliation.runs, uuid, bigint) from public;
grant execute on function locks.prove_reconciliation(
  reconciliation.runs, uuid, bigint
) to tradekeel_engine;
comment on function locks.prove_reconciliation(reconciliation.runs, uuid, bigint) is
'Refuse a reconciler that is not the present one: run alive, owner, lock term, lease term, not
expired. Errors, in order: RCC01, LKC03, LKC01.';
