-- run as: installer
-- Credentials in Supabase Vault. The installer may read the vault; nobody else of ours has to.
grant tradekeel_owner to current_user;
create function tenancy.read_vault(p_name text) returns text
language plpgsql stable security definer
set search_path = ''
as $$
declare
  v_secret text;
begin
  if not coalesce(has_schema_privilege(to_regnamespace('vault'), 'usage'), false)
     or to_regclass('vault.decrypted_secrets') is null then
    return null;
  end if;
  execute format(  -- there is nothing to check it against where there is no vault
    'select s.decrypted_secret from %I.decrypted_secrets as s where s.name = $1', 'vault'
  ) into v_secret using p_name;
  return v_secret;
end;
$$;
revoke all on function tenancy.read_vault(text) from public;
grant execute on function tenancy.read_vault(text) to tradekeel_engine;
comment on function tenancy.read_vault(text) is
'Read one secret of Supabase Vault by its name; null where there is no vault or no such secret.
Belongs to the installer, who may read the vault; only engine.fn_read_vault calls it.';
