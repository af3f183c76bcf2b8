create or replace function ledger.change_allocation(
  p_user_id uuid, p_profile_id uuid, p_request_id uuid, p_kind text, p_amount numeric
) returns numeric
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_capital ledger.capital;
  v_source constant text := 'request:' || p_request_id;
  v_delta constant numeric := case p_kind when 'allocate' then p_amount else -p_amount end;
begin
  if p_request_id is null then
    perform meta.raise_error('OPR01', 'request_id wanted=uuid');
  end if;
  perform ledger.require_amount(p_amount, 'amount');
  v_capital := ledger.lock_capital(p_user_id, p_profile_id);
  if ledger.is_posted(p_user_id, p_profile_id, p_kind, v_source, v_delta, '{}') then
    return v_capital.available;
  elsif v_capital.allocated + v_delta < 0 then
    perform meta.raise_error('LGR01', format(
      'profile=%s allocated=%s wanted=%s', p_profile_id, v_capital.allocated, p_amount));
  end if;
  perform ledger.post(
    p_user_id, p_profile_id, p_kind, v_source, v_delta, 0, 0, 0, false, clock_timestamp(), '{}');
  perform ledger.broadcast_capital(p_user_id, p_profile_id, p_kind);
  select c.* into strict v_capital
    from ledger.capital as c
   where c.user_id = p_user_id and c.profile_id = p_profile_id;
  perform meta.record_audit(p_user_id, 'ops.fn_' || p_kind || '_capital', jsonb_build_object(
    'profile_id', p_profile_id, 'request_id', p_request_id, 'amount', p_amount::text),
    jsonb_build_object('available', v_capital.available::text));
  return v_capital.available;
end;
$$;
alter function ledger.change_allocation(uuid, uuid, uuid, text, numeric) owner to tradekeel_owner;
revoke all on function ledger.change_allocation(uuid, uuid, uuid, text, numeric) from public;
grant execute on function ledger.change_allocation(
  uuid, uuid, uuid, text, numeric
) to tradekeel_engine;
comment on function ledger.change_allocation(uuid, uuid, uuid, text, numeric) is
'Allocate or withdraw, chosen by the operator and so refused when it would break the invariant;
audited, and told to the tenant. A replay by request id changes nothing. Errors, in order: OPR01,
LGR03, TNR01, OPC01 the id was used with another amount, LGR01.';
