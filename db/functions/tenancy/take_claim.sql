create or replace function tenancy.take_claim(
  p_profile tenancy.profiles, p_exclusivity_key text
) returns void
language plpgsql volatile security invoker
set search_path = ''
as $$
begin
  if not tenancy.hold_claim(
    p_profile.user_id, p_profile.account_id, p_profile.profile_id, p_exclusivity_key)
  then
    perform meta.raise_error('LCC03', format(
      'account=%s key=%s', p_profile.account_id, p_exclusivity_key));
  end if;
end;
$$;
alter function tenancy.take_claim(tenancy.profiles, text) owner to tradekeel_owner;
revoke all on function tenancy.take_claim(tenancy.profiles, text) from public;
grant execute on function tenancy.take_claim(tenancy.profiles, text) to tradekeel_engine;
comment on function tenancy.take_claim(tenancy.profiles, text) is
'Take or keep the claim of a profile on an asset or swap symbol, or refuse. Errors, in order:
LCC03 another profile holds it.';
