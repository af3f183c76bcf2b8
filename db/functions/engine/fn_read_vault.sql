create or replace function engine.fn_read_vault(p_user_id uuid, p_account_id uuid) returns text
language plpgsql stable security definer
set search_path = ''
as $$
declare
  v_account constant tenancy.exchange_accounts
    := tenancy.require_account(p_user_id, p_account_id);
  v_secret text;
begin
  if v_account.credentials_ref ^@ 'vault:' then
    v_secret := tenancy.read_vault(substr(v_account.credentials_ref, 7));
  end if;
  if v_secret is null then
    perform meta.raise_error('TNR07', format('account=%s reference=%s', p_account_id,
      v_account.credentials_ref));
  end if;
  return v_secret;
end;
$$;
alter function engine.fn_read_vault(uuid, uuid) owner to tradekeel_engine;
revoke all on function engine.fn_read_vault(uuid, uuid) from public;
grant execute on function engine.fn_read_vault(uuid, uuid) to tradekeel_bridge;
comment on function engine.fn_read_vault(uuid, uuid) is
'Read what Supabase Vault holds under an account''s reference (vault:NAME): a JSON object, or
KEY:SECRET, or KEY:SECRET:PASSWORD. Secrets travel only in this reply, never in a statement.
Errors, in order: TNR01, TNR07.';
