create or replace function reconciliation.play_run(
  p_account tenancy.exchange_accounts, p_document jsonb, p_started_at timestamptz
) returns jsonb
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_user constant uuid := p_account.user_id;
  v_token uuid;
  v_result jsonb;
  v_lease_term bigint;
  v_profile_id uuid;
  r record;
  a record;
begin
  begin
    perform from reconciliation.locks as l
      where l.user_id = v_user and l.account_id = p_account.account_id
        for no key update;
    select d.owner_token, d.term into v_token, v_lease_term
      from reconciliation.play_as(v_user, p_account.account_id) as d;
    select b.* into r
      from engine.fn_begin_reconciliation(
        v_user, p_account.account_id, v_token, v_lease_term, 600) as b;
    update reconciliation.runs as x
       set started_at = coalesce(p_started_at, x.started_at)
     where x.user_id = v_user and x.run_id = r.run_id;
    select x.* into a
      from engine.fn_reconcile(v_user, r.run_id, v_token, r.lock_term, p_document) as x;
    foreach v_profile_id in array a.profiles
    loop
      perform from engine.fn_handle_profile(
        v_user, r.run_id, v_token, r.lock_term, v_profile_id);
    end loop;
    perform from engine.fn_answer_lookups(
      v_user, r.run_id, v_token, r.lock_term, reconciliation.absent_answers(a.lookups));
    perform from engine.fn_finish_reconciliation(v_user, r.run_id, v_token, r.lock_term);
    v_result := reconciliation.describe_play(p_account, r.run_id, v_now);
    perform meta.raise_error('RCC02', format('run=%s', r.run_id));
  exception
    when sqlstate 'RCC02' then
      null;
  end;
  return v_result;
end;
$$;
alter function reconciliation.play_run(
  tenancy.exchange_accounts, jsonb, timestamptz
) owner to tradekeel_owner;
revoke all on function reconciliation.play_run(
  tenancy.exchange_accounts, jsonb, timestamptz
) from public;
grant execute on function reconciliation.play_run(
  tenancy.exchange_accounts, jsonb, timestamptz
) to tradekeel_engine;
comment on function reconciliation.play_run(tenancy.exchange_accounts, jsonb, timestamptz) is
'Play a whole run over a reading, by the entry points that the bridge calls, write down what it did,
and take everything back: all of it is one subtransaction that ends in RCC02, which is caught here
and nowhere else. It plays as the driver of the account (play_as); its locks end with it.
Look-ups are answered by not found, since nobody is there to ask. p_started_at is when the reading
began, null for now. Returns what describe_play says. Errors, in order: LKC01
the driver changed meanwhile, RCR01, RCC02 (never leaves this function).';
