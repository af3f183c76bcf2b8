create or replace function lifecycle.require_free_slot(
  p_profile tenancy.profiles, p_symbol text
) returns void
language plpgsql stable security invoker
set search_path = ''
as $$
declare
  v_open integer;
begin
  if exists (
    select from lifecycle.intents as i
     where i.user_id = p_profile.user_id and i.profile_id = p_profile.profile_id
       and i.symbol = p_symbol and i.kind = 'entry' and i.settled_at is null
  ) or exists (
    select from lifecycle.orders as o
     where o.user_id = p_profile.user_id and o.account_id = p_profile.account_id
       and o.profile_id = p_profile.profile_id and o.symbol = p_symbol
       and o.kind = 'entry' and o.settled_at is null
  ) then
    perform meta.raise_error('LCC02', format(
      'profile=%s symbol=%s', p_profile.profile_id, p_symbol));
  end if;
  select count(distinct s.symbol)::integer into v_open
    from (
      select p.symbol from lifecycle.positions as p
       where p.user_id = p_profile.user_id and p.profile_id = p_profile.profile_id
         and p.state <> 'closed'
      union all
      select i.symbol from lifecycle.intents as i
       where i.user_id = p_profile.user_id and i.account_id = p_profile.account_id
         and i.profile_id = p_profile.profile_id and i.kind = 'entry' and i.settled_at is null
    ) as s
   where s.symbol <> p_symbol;
  if v_open >= p_profile.max_open_positions then
    perform meta.raise_error('LCR06', format(
      'profile=%s open=%s maximum=%s', p_profile.profile_id, v_open,
      p_profile.max_open_positions));
  end if;
end;
$$;
alter function lifecycle.require_free_slot(tenancy.profiles, text) owner to tradekeel_owner;
revoke all on function lifecycle.require_free_slot(tenancy.profiles, text) from public;
grant execute on function lifecycle.require_free_slot(tenancy.profiles, text) to tradekeel_engine;
comment on function lifecycle.require_free_slot(tenancy.profiles, text) is
'Refuse a second unsettled entry on a profile''s symbol, and an entry beyond the profile''s open
positions. The caller holds the capital row. Errors, in order: LCC02 slot taken, LCR06 too many
positions.';
