create or replace function engine.fn_release_account(
  p_user_id uuid, p_account_id uuid, p_owner_token uuid, p_term bigint
) returns void
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
begin
  update locks.account_leases as l
     set expires_at = v_now, owner_token = null
   where l.user_id = p_user_id and l.account_id = p_account_id
     and l.owner_token = p_owner_token and l.term = p_term;
  if not found then
    perform meta.raise_error('LKC01', format('account=%s term=%s', p_account_id, p_term));
  end if;
end;
$$;
alter function engine.fn_release_account(uuid, uuid, uuid, bigint) owner to tradekeel_engine;
revoke all on function engine.fn_release_account(uuid, uuid, uuid, bigint) from public;
grant execute on function engine.fn_release_account(uuid, uuid, uuid, bigint) to tradekeel_bridge;
comment on function engine.fn_release_account(uuid, uuid, uuid, bigint) is
'Give an account lease back. Proves owner and term. Errors, in order: LKC01.';
