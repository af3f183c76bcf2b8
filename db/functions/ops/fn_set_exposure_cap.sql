create or replace function ops.fn_set_exposure_cap(
  p_user_id uuid, p_account_id uuid, p_maximum numeric
) returns numeric
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_before numeric;
begin
  if p_maximum is not null and not (p_maximum between 0 and 1e20) then
    perform meta.raise_error('OPR01', format('maximum=%s', p_maximum));
  end if;
  if p_account_id is null then
    select u.max_exposure into v_before
      from tenancy.users as u where u.user_id = p_user_id for no key update;
  else
    select a.max_exposure into v_before
      from tenancy.exchange_accounts as a
     where a.user_id = p_user_id and a.account_id = p_account_id for no key update;
  end if;
  if not found then
    perform meta.raise_error('TNR01', format('user=%s account=%s', p_user_id, p_account_id));
  elsif p_account_id is null then
    update tenancy.users as u set max_exposure = p_maximum where u.user_id = p_user_id;
  else
    update tenancy.exchange_accounts as a
       set max_exposure = p_maximum
     where a.user_id = p_user_id and a.account_id = p_account_id;
  end if;
  perform meta.record_audit(p_user_id, 'ops.fn_set_exposure_cap', jsonb_build_object(
    'account_id', p_account_id, 'maximum', p_maximum::text),
    jsonb_build_object('before', v_before::text));
  return v_before;
end;
$$;
alter function ops.fn_set_exposure_cap(uuid, uuid, numeric) owner to tradekeel_engine;
revoke all on function ops.fn_set_exposure_cap(uuid, uuid, numeric) from public;
grant execute on function ops.fn_set_exposure_cap(uuid, uuid, numeric) to tradekeel_operator;
comment on function ops.fn_set_exposure_cap(uuid, uuid, numeric) is
'Cap what orders and positions of an account reserve together, or of the whole user when
p_account_id is null; p_maximum in quote currency, null for none. Returns the cap before.
Errors, in order: OPR01, TNR01.';
