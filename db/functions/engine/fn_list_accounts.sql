create or replace function engine.fn_list_accounts() returns table (
  user_id uuid, account_id uuid, exchange text, market_type text, position_mode text,
  credentials_ref text, exchange_uid text, state text, profile_count bigint
)
language plpgsql stable security definer
set search_path = ''
as $$
begin
  return query
  select a.user_id, a.account_id, a.exchange, a.market_type, a.position_mode,
         a.credentials_ref, a.exchange_uid, a.state, count(p.profile_id)
    from tenancy.exchange_accounts as a
    join tenancy.profiles as p on p.user_id = a.user_id and p.account_id = a.account_id
   where a.state <> 'closed'
   group by a.user_id, a.account_id
   order by a.user_id, a.account_id;
end;
$$;
alter function engine.fn_list_accounts() owner to tradekeel_engine;
revoke all on function engine.fn_list_accounts() from public;
grant execute on function engine.fn_list_accounts() to tradekeel_bridge;
comment on function engine.fn_list_accounts() is
'Every account that a bridge drives, with the reference (never the value) of its credentials: all
with a profile that are not closed. Halted ones and those of suspended users too: exits, stops and
reconciliation go on. A sweep across tenants.';
