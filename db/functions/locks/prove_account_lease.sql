create or replace function locks.prove_account_lease(
  p_user_id uuid, p_account_id uuid, p_owner_token uuid, p_term bigint
) returns void
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  if not exists (
    select from locks.account_leases as l
     where l.user_id = p_user_id and l.account_id = p_account_id
       and l.owner_token = p_owner_token and l.term = p_term
       and l.epoch = meta.current_epoch() and l.expires_at > clock_timestamp()
  ) then
    perform meta.raise_error('LKC01', format('account=%s term=%s', p_account_id, p_term));
  end if;
end;
$$;
alter function locks.prove_account_lease(uuid, uuid, uuid, bigint) owner to tradekeel_owner;
revoke all on function locks.prove_account_lease(uuid, uuid, uuid, bigint) from public;
grant execute on function locks.prove_account_lease(uuid, uuid, uuid, bigint) to tradekeel_engine;
comment on function locks.prove_account_lease(uuid, uuid, uuid, bigint) is
'Refuse unless the caller drives the account: owner token, term, epoch, and not expired by the
database''s clock. Errors, in order: LKC01.';
