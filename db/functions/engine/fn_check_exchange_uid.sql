create or replace function engine.fn_check_exchange_uid(
  p_user_id uuid, p_account_id uuid, p_exchange_uid text
) returns boolean
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_account constant tenancy.exchange_accounts :=
    tenancy.require_account(p_user_id, p_account_id);
  v_owner uuid;
begin
  if p_exchange_uid is null or length(p_exchange_uid) not between 1 and 200 then
    perform meta.raise_error('LCR01', 'exchange_uid wanted=1 to 200 characters');
  end if;
  if coalesce(v_account.exchange_uid, p_exchange_uid) = p_exchange_uid then
    insert into tenancy.account_fingerprints (exchange, exchange_uid, user_id_owner, account_id)
    values (v_account.exchange, p_exchange_uid, p_user_id, p_account_id)
    on conflict (exchange, exchange_uid) do nothing;
  end if;
  select f.user_id_owner into v_owner
    from tenancy.account_fingerprints as f
   where f.exchange = v_account.exchange and f.exchange_uid = p_exchange_uid;
  if v_owner = p_user_id and coalesce(v_account.exchange_uid, p_exchange_uid) = p_exchange_uid
  then
    update tenancy.exchange_accounts as a
       set exchange_uid = p_exchange_uid
     where a.user_id = p_user_id and a.account_id = p_account_id and a.exchange_uid is null;
    return true;
  end if;
  perform tenancy.halt_account(
    p_user_id, p_account_id,
    case
      when v_owner <> p_user_id then 'exchange_uid_of_another_user' else 'exchange_uid_changed'
    end,
    '{}');
  return false;
end;
$$;
alter function engine.fn_check_exchange_uid(uuid, uuid, text) owner to tradekeel_engine;
revoke all on function engine.fn_check_exchange_uid(uuid, uuid, text) from public;
grant execute on function engine.fn_check_exchange_uid(uuid, uuid, text) to tradekeel_bridge;
comment on function engine.fn_check_exchange_uid(uuid, uuid, text) is
'Compare the exchange''s own account number with the one on record, recording it the first time.
Another number than before, or one that belongs to another user, halts the account and is not
recorded as its own; returns whether it is the same. Errors, in order: TNR01, LCR01.';
