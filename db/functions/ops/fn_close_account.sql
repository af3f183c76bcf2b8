create or replace function ops.fn_close_account(
  p_user_id uuid, p_account_id uuid, p_reason text
) returns text
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_account tenancy.exchange_accounts;
begin
  perform meta.require_reason(p_reason);
  v_account := tenancy.require_account(p_user_id, p_account_id);
  if v_account.state = 'closed' then
    return 'closed';
  end if;
  update tenancy.exchange_accounts as a
     set state = 'closed', halt_reason = null, halted_at = null
   where a.user_id = p_user_id and a.account_id = p_account_id
     and not exists (
       select from ledger.capital as c
        where c.user_id = a.user_id and c.account_id = a.account_id
          and c.trading_state <> 'closed'
     );
  if not found then
    perform meta.raise_error('OPC11', format('account=%s wanted=every profile closed',
      p_account_id));
  end if;
  update locks.account_leases as l
     set owner_token = null, expires_at = v_now, ready_term = null, ready_epoch = null,
         reconciled_at = null
   where l.user_id = p_user_id and l.account_id = p_account_id;
  perform meta.record_audit(p_user_id, 'ops.fn_close_account', jsonb_build_object(
    'account_id', p_account_id, 'reason', p_reason), jsonb_build_object('was', v_account.state));
  return 'closed';
end;
$$;
alter function ops.fn_close_account(uuid, uuid, text) owner to tradekeel_engine;
revoke all on function ops.fn_close_account(uuid, uuid, text) from public;
grant execute on function ops.fn_close_account(uuid, uuid, text) to tradekeel_operator;
comment on function ops.fn_close_account(uuid, uuid, text) is
'Close an exchange account for good, when every profile of it is closed: nobody drives it any more.
A replay returns the same. Returns its state. Errors, in order: OPR01, TNR01, OPC11 a profile is
not closed.';
