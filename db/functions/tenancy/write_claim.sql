create or replace function tenancy.write_claim(
  p_user_id uuid, p_account_id uuid, p_profile_id uuid, p_exclusivity_key text
) returns boolean
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
begin
  insert into tenancy.claims as c
    (user_id, account_id, exclusivity_key, profile_id, claimed_at, is_held)
  values (p_user_id, p_account_id, p_exclusivity_key, p_profile_id, v_now, true)
  on conflict (user_id, account_id, exclusivity_key) do update
     set profile_id = excluded.profile_id, is_held = true, claimed_at = excluded.claimed_at
   where not c.is_held;
  return found or exists (
    select from tenancy.claims as c
     where c.user_id = p_user_id and c.account_id = p_account_id
       and c.exclusivity_key = p_exclusivity_key and c.profile_id = p_profile_id
  );
end;
$$;
alter function tenancy.write_claim(uuid, uuid, uuid, text) owner to tradekeel_owner;
revoke all on function tenancy.write_claim(uuid, uuid, uuid, text) from public;
grant execute on function tenancy.write_claim(uuid, uuid, uuid, text) to tradekeel_engine;
comment on function tenancy.write_claim(uuid, uuid, uuid, text) is
'Take a claim that the profile is not known to hold. True when it is the profile''s afterwards,
false when another profile holds it.';
