create or replace function health.list_profiles(
  p_now timestamptz
) returns table (
  user_id uuid, profile_id uuid, account_id uuid, name text, exchange text, account_state text,
  trading_state text, is_driven boolean, is_ready boolean, currency text, allocated text,
  available text, reserved_for_orders text, reserved_for_positions text, realized_pnl text
)
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  return query
  select c.user_id, c.profile_id, c.account_id, p.name, a.exchange, a.state, c.trading_state,
         coalesce(l.owner_token is not null and l.expires_at > p_now, false),
         coalesce(
           l.ready_term = l.term and l.ready_epoch = l.epoch and l.expires_at > p_now, false
         ),
         p.quote_currency, c.allocated::text, c.available::text, c.reserved_for_orders::text,
         c.reserved_for_positions::text, c.realized_pnl::text
    from ledger.capital as c
    join tenancy.profiles as p on p.user_id = c.user_id and p.profile_id = c.profile_id
    join tenancy.exchange_accounts as a
      on a.user_id = c.user_id and a.account_id = c.account_id
    left join locks.account_leases as l
      on l.user_id = c.user_id and l.account_id = c.account_id
   order by (c.trading_state = 'breached') desc, (a.state = 'halted') desc,
            (c.trading_state = 'paused') desc, (c.trading_state = 'active') desc,
            c.user_id, c.profile_id
   limit 50;
end;
$$;
alter function health.list_profiles(timestamptz) owner to tradekeel_owner;
revoke all on function health.list_profiles(timestamptz) from public;
grant execute on function health.list_profiles(timestamptz) to tradekeel_engine;
comment on function health.list_profiles(timestamptz) is
'List the 50 profiles that need a person most: breached and halted first, then paused, then the
others. Amounts as text in the profile''s currency.';
