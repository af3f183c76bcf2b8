create or replace function engine.fn_handle_profile(
  p_user_id uuid, p_run_id uuid, p_owner_token uuid, p_lock_term bigint, p_profile_id uuid
) returns table (
  orders_changed integer, fills_recorded integer, mismatches_healed integer, rows_refused integer
)
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_run constant reconciliation.runs := reconciliation.require_run(
    p_user_id, p_run_id, p_owner_token, p_lock_term);
  v_account constant tenancy.exchange_accounts :=
    tenancy.require_account(p_user_id, v_run.account_id);
  v_now constant timestamptz := clock_timestamp();
begin
  perform ledger.lock_capital(p_user_id, p_profile_id);
  select u.orders_changed, u.fills_recorded, u.rows_refused
    into orders_changed, fills_recorded, rows_refused
    from lifecycle.apply_updates(
      v_account, p_profile_id, v_run.started_at,
      (select coalesce(jsonb_agg(r.value), '[]')
         from reconciliation.read_rows(v_run, 'open_orders') as r),
      (select coalesce(jsonb_agg(r.value), '[]')
         from reconciliation.read_rows(v_run, 'trades') as r)) as u;
  update reconciliation.mismatches as m
     set state = 'healed', closed_at = v_now
   where m.user_id = p_user_id and m.account_id = v_run.account_id
     and m.profile_id = p_profile_id and m.state = 'open'
     and m.kind in ('order_drift', 'fill_missing', 'order_missing_in_database')
     and (m.kind, m.subject) not in (
       select d.kind, d.subject
         from reconciliation.find_profile_differences(v_run, p_profile_id) as d
     );
  get diagnostics mismatches_healed = row_count;
  update reconciliation.mismatches as m
     set detail = m.detail || '{"is_handled": true}'
   where m.user_id = p_user_id and m.account_id = v_run.account_id
     and m.profile_id = p_profile_id and m.run_id = p_run_id and m.state = 'open'
     and m.kind in ('order_drift', 'fill_missing', 'order_missing_in_database');
  return next;
end;
$$;
alter function engine.fn_handle_profile(uuid, uuid, uuid, bigint, uuid) owner to tradekeel_engine;
revoke all on function engine.fn_handle_profile(uuid, uuid, uuid, bigint, uuid) from public;
grant execute on function engine.fn_handle_profile(
  uuid, uuid, uuid, bigint, uuid
) to tradekeel_bridge;
comment on function engine.fn_handle_profile(uuid, uuid, uuid, bigint, uuid) is
'Bring a run''s reading into one profile, by the code that live events use, and heal the
mismatches whose difference is gone. One transaction a profile. Errors, in order: TNR01, RCC01,
LKC03, LKC01.';
