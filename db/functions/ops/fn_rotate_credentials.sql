create or replace function ops.fn_rotate_credentials(
  p_user_id uuid, p_account_id uuid, p_credentials_ref text, p_reason text
) returns text
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_account tenancy.exchange_accounts;
begin
  perform meta.require_reason(p_reason);
  if p_credentials_ref is null
     or p_credentials_ref !~ '^(env|file|vault):[^[:cntrl:]]{1,250}$' then
    perform meta.raise_error('OPR01', 'credentials_ref wanted=env:, file: or vault: and a name');
  end if;
  v_account := tenancy.require_account(p_user_id, p_account_id);
  update tenancy.exchange_accounts as a
     set credentials_ref = p_credentials_ref
   where a.user_id = p_user_id and a.account_id = p_account_id;
  update locks.account_leases as l
     set ready_term = null, ready_epoch = null, reconciled_at = null
   where l.user_id = p_user_id and l.account_id = p_account_id;
  perform meta.record_audit(p_user_id, 'ops.fn_rotate_credentials', jsonb_build_object(
    'account_id', p_account_id, 'credentials_ref', p_credentials_ref, 'reason', p_reason),
    jsonb_build_object('was', v_account.credentials_ref));
  return v_account.credentials_ref;
end;
$$;
alter function ops.fn_rotate_credentials(uuid, uuid, text, text) owner to tradekeel_engine;
revoke all on function ops.fn_rotate_credentials(uuid, uuid, text, text) from public;
grant execute on function ops.fn_rotate_credentials(uuid, uuid, text, text) to tradekeel_operator;
comment on function ops.fn_rotate_credentials(uuid, uuid, text, text) is
'Point an account at other credentials: a reference (env:, file:, vault:), never a secret. Its
driver connects anew, compares the exchange''s own account number, which must be the same, and
reconciles before any entry. Returns the reference before. Errors, in order: OPR01, TNR01.';
