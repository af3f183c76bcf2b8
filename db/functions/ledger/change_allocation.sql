create or replace function ledger.change_allocation(
  p_user_id uuid, p_profile_id uuid, p_request_id uuid, p_kind text, p_amount numeric
) returns numeric
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_capital ledger.capital;
  v_sign constant integer := case p_kind when 'allocate' then 1 else -1 end;
begin
  if p_request_id is null then
    perform meta.raise_error('OPR01', 'request_id wanted=uuid');
  end if;
  perform ledger.require_amount(p_amount, 'amount');
  v_capital := ledger.lock_capital(p_user_id, p_profile_id);
  if v_sign < 0 and v_capital.allocated < p_amount then
    perform meta.raise_error('LGR01', format(
      'profile=%s allocated=%s wanted=%s', p_profile_id, v_capital.allocated, p_amount));
  end if;
  perform ledger.post(
    p_user_id, p_profile_id, p_kind, 'request:' || p_request_id, v_sign * p_amount, 0, 0, 0,
    false, clock_timestamp(), '{}');
  perform meta.record_audit(p_user_id, 'ops.fn_' || p_kind || '_capital', jsonb_build_object(
    'profile_id', p_profile_id, 'request_id', p_request_id, 'amount', p_amount::text), '{}');
  return (
    select c.available from ledger.capital as c
     where c.user_id = p_user_id and c.profile_id = p_profile_id
  );
end;
$$;
alter function ledger.change_allocation(uuid, uuid, uuid, text, numeric) owner to tradekeel_owner;
revoke all on function ledger.change_allocation(uuid, uuid, uuid, text, numeric) from public;
grant execute on function ledger.change_allocation(
  uuid, uuid, uuid, text, numeric
) to tradekeel_engine;
comment on function ledger.change_allocation(uuid, uuid, uuid, text, numeric) is
'Allocate or withdraw, chosen by the operator and so refused when it would break the invariant;
audited. Errors, in order: OPR01, LGR03, TNR01, LGR01.';
