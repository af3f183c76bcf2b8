create or replace function ops.fn_plan_reconciliation(
  p_user_id uuid, p_account_id uuid, p_document jsonb
) returns table (
  kind text, profile_id uuid, subject text, evidence jsonb, action text, ledger jsonb, positions
  jsonb
)
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_account constant tenancy.exchange_accounts :=
    tenancy.require_account(p_user_id, p_account_id);
  v_stored record;
  v_count bigint;
begin
  select s.started_at, s.document into v_stored
    from reconciliation.stored_document(v_account) as s;
  if p_document is null and v_stored.document is null then
    perform meta.raise_error('RCC03', format('account=%s', p_account_id));
  end if;
  return query
  select x.kind, x.profile_id, x.subject, x.evidence, x.action, coalesce(x.ledger, '[]'),
         coalesce(x.positions, '[]')
    from jsonb_to_recordset(reconciliation.play_run(
           v_account, coalesce(p_document, v_stored.document),
           case when p_document is null then v_stored.started_at end)) as x (
           kind text, profile_id uuid, subject text, evidence jsonb, action text, ledger jsonb,
           positions jsonb);
  get diagnostics v_count = row_count;
  perform meta.record_read(p_user_id, 'ops.fn_plan_reconciliation', jsonb_build_object(
    'account_id', p_account_id, 'is_document_given', p_document is not null), v_count);
end;
$$;
alter function ops.fn_plan_reconciliation(uuid, uuid, jsonb) owner to tradekeel_engine;
revoke all on function ops.fn_plan_reconciliation(uuid, uuid, jsonb) from public;
grant execute on function ops.fn_plan_reconciliation(uuid, uuid, jsonb) to tradekeel_operator;
comment on function ops.fn_plan_reconciliation(uuid, uuid, jsonb) is
'Show what a reconciliation of an account would do, and change nothing but the record in ops.audit
that somebody looked: the real code is played over
the newest stored reading, or over p_document (as engine.fn_reconcile takes it) as if it were read
now, and taken back. First a row about the run (kind run; action is how it would end; its evidence
has the age of the reading, the account''s state before and after, incidents), then one for each
mismatch: evidence, action, journal entries and what moves in positions. Look-ups are played as not
found, and their rows say so. A reading that was judged already counts for nothing new, and nothing
is judged that changed since. While it plays, runs of the account wait, and from when a profile is
handled what changes that profile; the lease of its driver goes on. Errors, in order: TNR01, RCC03
no complete reading is stored, LKC01 the driver changed meanwhile, RCR01.';
