create or replace function reconciliation.note_foreign_orders(
  p_run reconciliation.runs, p_account tenancy.exchange_accounts
) returns void
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  d record;
begin
  for d in
    select f.subject, f.is_tagged, f.detail from reconciliation.find_foreign_orders(p_run) as f
  loop
    if d.is_tagged then
      if reconciliation.note_mismatch(
        p_run.user_id, p_run.account_id, null, p_run.run_id, 'order_missing_in_database',
        d.subject, d.detail) > 0 then
        perform tenancy.halt_account(
          p_run.user_id, p_run.account_id, 'tagged_order_without_attempt', d.detail);
      end if;
    elsif p_account.foreign_order_policy <> 'ignore' then
      perform reconciliation.note_mismatch(
        p_run.user_id, p_run.account_id, null, p_run.run_id, 'order_foreign', d.subject,
        d.detail);
      if p_account.foreign_order_policy = 'halt' then
        perform tenancy.halt_account(
          p_run.user_id, p_run.account_id, 'foreign_order', d.detail);
      end if;
    end if;
  end loop;
end;
$$;
alter function reconciliation.note_foreign_orders(
  reconciliation.runs, tenancy.exchange_accounts
) owner to tradekeel_owner;
revoke all on function reconciliation.note_foreign_orders(
  reconciliation.runs, tenancy.exchange_accounts
) from public;
grant execute on function reconciliation.note_foreign_orders(
  reconciliation.runs, tenancy.exchange_accounts
) to tradekeel_engine;
comment on function reconciliation.note_foreign_orders(
  reconciliation.runs, tenancy.exchange_accounts
) is
'Note orders that are not ours by the account''s policy (ignore, report, halt). A tagged order
without an attempt always halts: a restored database or a cloned installation. It is held in
quarantine by its mismatch, with what a release needs, until an operator releases or accepts it.
Nothing is ever adopted here.';
