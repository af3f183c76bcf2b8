create or replace function lifecycle.release_claims(
  p_user_id uuid, p_account_id uuid, p_profile_id uuid, p_symbol text
) returns void
language plpgsql volatile security invoker
set search_path = ''
as $$
begin
  perform tenancy.release_claim(
    a.user_id, p_profile_id, a.account_id, tenancy.exclusivity_key(a, m, s.side), p_symbol)
     from tenancy.exchange_accounts as a
     join lifecycle.markets as m
       on m.exchange = a.exchange and m.market_type = a.market_type and m.symbol = p_symbol
    cross join (values ('long'), ('short')) as s (side)
    where a.user_id = p_user_id and a.account_id = p_account_id;
end;
$$;
alter function lifecycle.release_claims(uuid, uuid, uuid, text) owner to tradekeel_owner;
revoke all on function lifecycle.release_claims(uuid, uuid, uuid, text) from public;
grant execute on function lifecycle.release_claims(uuid, uuid, uuid, text) to tradekeel_engine;
comment on function lifecycle.release_claims(uuid, uuid, uuid, text) is
'Give a profile''s claims on a symbol back, of both sides, once it is flat and settled there.';
