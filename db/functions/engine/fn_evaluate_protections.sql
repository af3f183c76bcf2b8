create or replace function engine.fn_evaluate_protections(
  p_user_id uuid, p_account_id uuid, p_owner_token uuid, p_lease_term bigint
) returns table (
  action text, protection_id uuid, profile_id uuid, symbol text, position_side text, request_id
  text, order_id uuid, reason text
)
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  r record;
begin
  perform tenancy.require_account(p_user_id, p_account_id);
  perform locks.prove_account_lease(p_user_id, p_account_id, p_owner_token, p_lease_term);
  for r in
    select f.profile_id from lifecycle.profiles_to_fire(p_user_id, p_account_id) as f
  loop
    perform ledger.lock_capital(p_user_id, r.profile_id);
    perform lifecycle.fire_protections(p_user_id, r.profile_id);
  end loop;
  perform lifecycle.report_unplaced(p_user_id, p_account_id);
  return query
  select d.action, d.protection_id, d.profile_id, d.symbol, d.position_side, d.request_id,
         d.order_id, d.reason
    from lifecycle.due_actions(p_user_id, p_account_id) as d;
end;
$$;
alter function engine.fn_evaluate_protections(uuid, uuid, uuid, bigint) owner to tradekeel_engine;
revoke all on function engine.fn_evaluate_protections(uuid, uuid, uuid, bigint) from public;
grant execute on function engine.fn_evaluate_protections(
  uuid, uuid, uuid, bigint
) to tradekeel_bridge;
comment on function engine.fn_evaluate_protections(uuid, uuid, uuid, bigint) is
'Fire what is due on an account and say what to do for every fired protection whose position is
still open: first cancel each working order of its symbol and side (action cancel, with order_id),
then exit what is free (action exit, with request_id). Works in every trading state, on a halted
account and while an entry is unknown. Only the account''s driver gets actions; a repetition names
the same ones. Locks only profiles with something due. Errors, in order: TNR01, LKC01.';
