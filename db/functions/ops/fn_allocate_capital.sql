create or replace function ops.fn_allocate_capital(
  p_user_id uuid, p_profile_id uuid, p_request_id uuid, p_amount numeric
) returns numeric
language plpgsql volatile security definer
set search_path = ''
as $$
begin
  return ledger.change_allocation(p_user_id, p_profile_id, p_request_id, 'allocate', p_amount);
end;
$$;
alter function ops.fn_allocate_capital(uuid, uuid, uuid, numeric) owner to tradekeel_engine;
revoke all on function ops.fn_allocate_capital(uuid, uuid, uuid, numeric) from public;
grant execute on function ops.fn_allocate_capital(uuid, uuid, uuid, numeric) to tradekeel_operator;
comment on function ops.fn_allocate_capital(uuid, uuid, uuid, numeric) is
'Allocate capital to a profile, in its quote currency; p_amount above 0. A replay by request id
changes nothing. Returns what is available then. Errors, in order: OPR01, LGR03, TNR01, OPC01.';
