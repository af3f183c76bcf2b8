create or replace function tenancy.release_claim(
  p_user_id uuid, p_profile_id uuid, p_account_id uuid, p_exclusivity_key text, p_symbol text
) returns void
language plpgsql volatile security invoker
set search_path = ''
as $$
begin
  update tenancy.claims as c
     set is_held = false
   where c.user_id = p_user_id and c.account_id = p_account_id
     and c.exclusivity_key = p_exclusivity_key and c.profile_id = p_profile_id and c.is_held
     and not exists (
       select from lifecycle.positions as p
        where p.user_id = p_user_id and p.profile_id = p_profile_id
          and p.symbol = p_symbol and p.state <> 'closed'
     )
     and not exists (
       select from lifecycle.intents as i
        where i.user_id = p_user_id and i.account_id = p_account_id
          and i.profile_id = p_profile_id and i.symbol = p_symbol and i.settled_at is null
     )
     and not exists (
       select from lifecycle.orders as o
        where o.user_id = p_user_id and o.account_id = p_account_id
          and o.profile_id = p_profile_id and o.symbol = p_symbol and o.settled_at is null
     );
end;
$$;
alter function tenancy.release_claim(uuid, uuid, uuid, text, text) owner to tradekeel_owner;
revoke all on function tenancy.release_claim(uuid, uuid, uuid, text, text) from public;
grant execute on function tenancy.release_claim(uuid, uuid, uuid, text, text) to tradekeel_engine;
comment on function tenancy.release_claim(uuid, uuid, uuid, text, text) is
'Give a claim back once the profile is flat on that symbol and nothing of it is unsettled. Does
nothing otherwise.';
