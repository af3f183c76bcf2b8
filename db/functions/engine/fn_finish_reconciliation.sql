create or replace function engine.fn_finish_reconciliation(
  p_user_id uuid, p_run_id uuid, p_owner_token uuid, p_lock_term bigint
) returns table (
  state text, is_ready boolean, mismatches_found integer, mismatches_healed integer,
  mismatches_open integer
)
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_run constant reconciliation.runs := reconciliation.require_run(
    p_user_id, p_run_id, p_owner_token, p_lock_term);
begin
  state := reconciliation.judge_run(v_run);
  is_ready := state = 'finished';
  perform health.count_event(p_user_id, 'reconciliation_runs', state);
  if is_ready then
    perform reconciliation.close_unseen(v_run);
    perform reconciliation.escalate_repeated(v_run);
    update locks.account_leases as l
       set ready_term = v_run.lease_term, ready_epoch = v_run.epoch,
           reconciled_at = v_run.started_at
     where l.user_id = p_user_id and l.account_id = v_run.account_id
       and l.term = v_run.lease_term and l.epoch = v_run.epoch;
    update health.streams as s
       set caught_up_at = v_now
     where s.user_id = p_user_id and s.account_id = v_run.account_id
       and s.lease_term = v_run.lease_term and s.connected_at < v_run.started_at
       and s.caught_up_at is null;
  else
    perform health.count_event(p_user_id, 'reconciliation_unmeasured', '');
  end if;
  select (count(*) filter (where m.run_id = p_run_id))::integer,
         (count(*) filter (where m.run_id = p_run_id and m.state = 'healed'))::integer,
         (count(*) filter (where m.state = 'open'))::integer
    into mismatches_found, mismatches_healed, mismatches_open
    from reconciliation.mismatches as m
   where m.user_id = p_user_id and m.account_id = v_run.account_id
     and (m.run_id = p_run_id or m.state = 'open');
  update reconciliation.runs as r
     set state = fn_finish_reconciliation.state, finished_at = v_now,
         mismatches_found = fn_finish_reconciliation.mismatches_found,
         mismatches_healed = fn_finish_reconciliation.mismatches_healed
   where r.user_id = p_user_id and r.run_id = p_run_id;
  update reconciliation.locks as l
     set expires_at = v_now, owner_token = null
   where l.user_id = p_user_id and l.account_id = v_run.account_id and l.term = p_lock_term;
  return next;
end;
$$;
alter function engine.fn_finish_reconciliation(uuid, uuid, uuid, bigint) owner to tradekeel_engine;
revoke all on function engine.fn_finish_reconciliation(uuid, uuid, uuid, bigint) from public;
grant execute on function engine.fn_finish_reconciliation(
  uuid, uuid, uuid, bigint
) to tradekeel_bridge;
comment on function engine.fn_finish_reconciliation(uuid, uuid, uuid, bigint) is
'Close a run. A complete one heals what it no longer saw and makes the account ready for entries
under its present lease term, and its stream caught up if that was connected before; one that could
not measure (a part incomplete, a look-up not answered or failed, a profile not handled) changes
nothing but its own count; one whose look-ups failed in every round is stuck, which opens an
incident. Answers what the run found and healed,
and all that is open on the account. Gives the lock back. Errors, in order: TNR01, RCC01, LKC03,
LKC01.';
