create or replace function ops.fn_list_profiles(
  p_user_id uuid, p_limit integer
) returns table (
  profile_id uuid, name text, account_id uuid, exchange text, account_state text, trading_state
  text, is_paused_by_owner boolean, currency text, available numeric, allocated numeric,
  reserved_for_orders numeric, reserved_for_positions numeric, realized_pnl numeric
)
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_count bigint;
begin
  perform meta.require_limit(p_limit);
  if not exists (select from tenancy.users as u where u.user_id = p_user_id) then
    perform meta.raise_error('TNR01', format('user=%s', p_user_id));
  end if;
  return query
  select c.profile_id, p.name, c.account_id, a.exchange, a.state, c.trading_state,
         c.tenant_paused_at is not null, p.quote_currency, c.available, c.allocated,
         c.reserved_for_orders, c.reserved_for_positions, c.realized_pnl
    from ledger.capital as c
    join tenancy.profiles as p on p.user_id = c.user_id and p.profile_id = c.profile_id
    join tenancy.exchange_accounts as a on a.user_id = c.user_id and a.account_id = c.account_id
   where c.user_id = p_user_id
   order by c.trading_state = 'closed', p.name, c.profile_id
   limit p_limit;
  get diagnostics v_count = row_count;
  perform meta.record_read(p_user_id, 'ops.fn_list_profiles', jsonb_build_object(
    'limit', p_limit), v_count);
end;
$$;
alter function ops.fn_list_profiles(uuid, integer) owner to tradekeel_engine;
revoke all on function ops.fn_list_profiles(uuid, integer) from public;
grant execute on function ops.fn_list_profiles(
  uuid, integer
) to tradekeel_operator, tradekeel_auditor;
comment on function ops.fn_list_profiles(uuid, integer) is
'List a user''s profiles with account, state and capital, those that are closed last. Recorded in
ops.audit with the number of rows. Errors, in order: LCR01, TNR01.';
