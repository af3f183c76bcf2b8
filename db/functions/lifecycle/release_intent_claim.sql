create or replace function lifecycle.release_intent_claim(
  p_intent lifecycle.intents
) returns void
language plpgsql volatile security invoker
set search_path = ''
as $$
begin
  perform tenancy.release_claim(
    p_intent.user_id, p_intent.profile_id, p_intent.account_id,
    tenancy.exclusivity_key(a, m, p_intent.position_side), p_intent.symbol)
     from tenancy.exchange_accounts as a
     join lifecycle.markets as m
       on m.exchange = a.exchange and m.market_type = a.market_type
          and m.symbol = p_intent.symbol
    where a.user_id = p_intent.user_id and a.account_id = p_intent.account_id;
end;
$$;
alter function lifecycle.release_intent_claim(lifecycle.intents) owner to tradekeel_owner;
revoke all on function lifecycle.release_intent_claim(lifecycle.intents) from public;
grant execute on function lifecycle.release_intent_claim(lifecycle.intents) to tradekeel_engine;
comment on function lifecycle.release_intent_claim(lifecycle.intents) is
'Give an intent''s claim back if its profile is flat and settled on that symbol.';
