create or replace function engine.fn_close_stream(
  p_user_id uuid, p_account_id uuid, p_owner_token uuid, p_lease_term bigint, p_error_class text
) returns boolean
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
begin
  if p_error_class is null or p_error_class !~ '^[A-Za-z][A-Za-z_]{0,59}$' then
    perform meta.raise_error('LCR01', format('error_class=%s', left(p_error_class, 100)));
  end if;
  perform tenancy.require_account(p_user_id, p_account_id);
  if not exists (
    select from locks.account_leases as l
     where l.user_id = p_user_id and l.account_id = p_account_id
       and l.owner_token = p_owner_token and l.term = p_lease_term and l.expires_at > v_now
  ) then
    return false;
  end if;
  insert into health.streams as s
    (user_id, account_id, lease_term, connection_no, down_at, error_class)
  values (p_user_id, p_account_id, p_lease_term, 0, v_now, p_error_class)
  on conflict (user_id, account_id) do update
     set lease_term = excluded.lease_term, connected_at = null, caught_up_at = null,
         down_at = case when s.lease_term = excluded.lease_term then coalesce(s.down_at, v_now)
           else v_now end,
         error_class = excluded.error_class;
  return true;
end;
$$;
alter function engine.fn_close_stream(uuid, uuid, uuid, bigint, text) owner to tradekeel_engine;
revoke all on function engine.fn_close_stream(uuid, uuid, uuid, bigint, text) from public;
grant execute on function engine.fn_close_stream(
  uuid, uuid, uuid, bigint, text
) to tradekeel_bridge;
comment on function engine.fn_close_stream(uuid, uuid, uuid, bigint, text) is
'Say that the user-data stream of an account is not heard, or could not be opened, and the class of
the error. It is down since the first such word. Only the driver of the account is heard; returns
whether it was. Errors, in order: LCR01, TNR01.';
