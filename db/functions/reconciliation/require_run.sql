create or replace function reconciliation.require_run(
  p_user_id uuid, p_run_id uuid, p_owner_token uuid, p_lock_term bigint
) returns reconciliation.runs
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_run reconciliation.runs;
begin
  perform from reconciliation.locks as l
    where l.user_id = p_user_id and l.account_id = (
      select r.account_id
        from reconciliation.runs as r
       where r.user_id = p_user_id and r.run_id = p_run_id
    ) for no key update;
  select r.* into v_run
    from reconciliation.runs as r
   where r.user_id = p_user_id and r.run_id = p_run_id
     for no key update;
  if not found then
    perform meta.raise_error('TNR01', format('run=%s', p_run_id));
  end if;
  perform locks.prove_reconciliation(v_run, p_owner_token, p_lock_term);
  return v_run;
end;
$$;
alter function reconciliation.require_run(uuid, uuid, uuid, bigint) owner to tradekeel_owner;
revoke all on function reconciliation.require_run(uuid, uuid, uuid, bigint) from public;
grant execute on function reconciliation.require_run(uuid, uuid, uuid, bigint) to tradekeel_engine;
comment on function reconciliation.require_run(uuid, uuid, uuid, bigint) is
'Lock a live run, after its account''s reconciliation lock as fn_begin_reconciliation does, and
prove that the caller is its reconciler. Errors, in order: TNR01, RCC01,
LKC03, LKC01.';
