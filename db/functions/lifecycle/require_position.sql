create or replace function lifecycle.require_position(
  p_user_id uuid, p_profile_id uuid, p_symbol text, p_side text
) returns lifecycle.positions
language plpgsql stable security invoker
set search_path = ''
as $$
declare
  v_position lifecycle.positions;
begin
  select p.* into v_position
    from lifecycle.positions as p
   where p.user_id = p_user_id and p.profile_id = p_profile_id and p.symbol = p_symbol
     and p.side = p_side and p.state <> 'closed';
  if not found then
    perform meta.raise_error('LCR10', format(
      'profile=%s symbol=%s side=%s held=0', p_profile_id, p_symbol, p_side));
  end if;
  return v_position;
end;
$$;
alter function lifecycle.require_position(uuid, uuid, text, text) owner to tradekeel_owner;
revoke all on function lifecycle.require_position(uuid, uuid, text, text) from public;
grant execute on function lifecycle.require_position(uuid, uuid, text, text) to tradekeel_engine;
comment on function lifecycle.require_position(uuid, uuid, text, text) is
'The open position of a profile, symbol and side. Errors, in order: LCR10 there is none.';
