create or replace function tenancy.take_claim(
  p_profile tenancy.profiles, p_exclusivity_key text
) returns void
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
begin
  insert into tenancy.claims as c
    (user_id, account_id, exclusivity_key, profile_id, claimed_at, is_held)
  values (p_profile.user_id, p_profile.account_id, p_exclusivity_key, p_profile.profile_id,
    v_now, true)
  on conflict (user_id, account_id, exclusivity_key) do update
     set profile_id = excluded.profile_id, is_held = true,
         claimed_at = case when c.is_held then c.claimed_at else excluded.claimed_at end
   where c.profile_id = excluded.profile_id or not c.is_held;
  if not found then
    perform meta.raise_error('LCC03', format(
      'account=%s key=%s', p_profile.account_id, p_exclusivity_key));
  end if;
end;
$$;
alter function tenancy.take_claim(tenancy.profiles, text) owner to tradekeel_owner;
revoke all on function tenancy.take_claim(tenancy.profiles, text) from public;
grant execute on function tenancy.take_claim(tenancy.profiles, text) to tradekeel_engine;
comment on function tenancy.take_claim(tenancy.profiles, text) is
'Take or keep the claim of a profile on an asset or swap symbol of its account. The conditional
write is the gate. Errors, in order: LCC03 another profile holds it.';
