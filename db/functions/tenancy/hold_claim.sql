create or replace function tenancy.hold_claim(
  p_user_id uuid, p_account_id uuid, p_profile_id uuid, p_exclusivity_key text
) returns boolean
language plpgsql volatile security invoker
set search_path = ''
as $$
begin
  return exists (
    select from tenancy.claims as c
     where c.user_id = p_user_id and c.account_id = p_account_id
       and c.exclusivity_key = p_exclusivity_key and c.profile_id = p_profile_id and c.is_held
  ) or tenancy.write_claim(p_user_id, p_account_id, p_profile_id, p_exclusivity_key);
end;
$$;
alter function tenancy.hold_claim(uuid, uuid, uuid, text) owner to tradekeel_owner;
revoke all on function tenancy.hold_claim(uuid, uuid, uuid, text) from public;
grant execute on function tenancy.hold_claim(uuid, uuid, uuid, text) to tradekeel_engine;
comment on function tenancy.hold_claim(uuid, uuid, uuid, text) is
'Take or keep the claim of a profile on an asset or swap symbol of its account. The conditional
write is the gate. Returns false when another profile holds it.';
