create or replace function ops.fn_transfer_capital(
  p_user_id uuid, p_from_profile_id uuid, p_to_profile_id uuid, p_request_id uuid, p_amount
  numeric
) returns numeric
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_from tenancy.profiles;
  v_to tenancy.profiles;
  v_source constant text := 'request:' || p_request_id;
  v_detail constant jsonb :=
    jsonb_build_object('from', p_from_profile_id, 'to', p_to_profile_id);
begin
  if p_request_id is null or p_from_profile_id is not distinct from p_to_profile_id then
    perform meta.raise_error('OPR01', 'request_id wanted=uuid, profiles wanted=two');
  end if;
  perform ledger.require_amount(p_amount, 'amount');
  v_from := tenancy.require_profile(p_user_id, p_from_profile_id);
  v_to := tenancy.require_profile(p_user_id, p_to_profile_id);
  if v_from.quote_currency <> v_to.quote_currency then
    perform meta.raise_error('TNR06', format(
      'from=%s to=%s', v_from.quote_currency, v_to.quote_currency));
  end if;
  perform ledger.lock_capital(p_user_id, least(p_from_profile_id, p_to_profile_id));
  perform ledger.lock_capital(p_user_id, greatest(p_from_profile_id, p_to_profile_id));
  perform ledger.is_posted(
    p_user_id, p_to_profile_id, 'transfer_in', v_source, p_amount, v_detail);
  if not ledger.is_posted(
    p_user_id, p_from_profile_id, 'transfer_out', v_source, -p_amount, v_detail) then
    perform ledger.require_allocated(p_user_id, p_from_profile_id, p_amount);
    perform ledger.post(
      p_user_id, p_from_profile_id, 'transfer_out', v_source, -p_amount, 0, 0, 0, false,
      clock_timestamp(), v_detail);
    perform ledger.post(
      p_user_id, p_to_profile_id, 'transfer_in', v_source, p_amount, 0, 0, 0, false,
      clock_timestamp(), v_detail);
    perform ledger.broadcast_capital(p_user_id, p_from_profile_id, 'transfer');
    perform ledger.broadcast_capital(p_user_id, p_to_profile_id, 'transfer');
    perform meta.record_audit(p_user_id, 'ops.fn_transfer_capital', v_detail
      || jsonb_build_object('request_id', p_request_id, 'amount', p_amount::text), (
      select jsonb_object_agg(c.profile_id, c.available::text)
        from ledger.capital as c
       where c.user_id = p_user_id and c.profile_id in (p_from_profile_id, p_to_profile_id)));
  end if;
  return (
    select c.available from ledger.capital as c
     where c.user_id = p_user_id and c.profile_id = p_from_profile_id
  );
end;
$$;
alter function ops.fn_transfer_capital(uuid, uuid, uuid, uuid, numeric) owner to tradekeel_engine;
revoke all on function ops.fn_transfer_capital(uuid, uuid, uuid, uuid, numeric) from public;
grant execute on function ops.fn_transfer_capital(
  uuid, uuid, uuid, uuid, numeric
) to tradekeel_operator;
comment on function ops.fn_transfer_capital(uuid, uuid, uuid, uuid, numeric) is
'Move free capital between two profiles of a user with the same currency; p_amount above 0, in
it. Both rows are locked in order of id. A replay by request id changes nothing. Returns what is
available in the first then. Errors, in order: OPR01, LGR03, TNR01, TNR06, OPC01 the id was used
with another amount or profile, LGR01.';
