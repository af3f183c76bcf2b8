create or replace function ledger.require_allocated(
  p_user_id uuid, p_profile_id uuid, p_amount numeric
) returns void
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  if exists (
    select from ledger.capital as c
     where c.user_id = p_user_id and c.profile_id = p_profile_id and c.allocated < p_amount
  ) then
    perform meta.raise_error('LGR01', format(
      'profile=%s wanted=%s of what is allocated', p_profile_id, p_amount));
  end if;
end;
$$;
alter function ledger.require_allocated(uuid, uuid, numeric) owner to tradekeel_owner;
revoke all on function ledger.require_allocated(uuid, uuid, numeric) from public;
grant execute on function ledger.require_allocated(uuid, uuid, numeric) to tradekeel_engine;
comment on function ledger.require_allocated(uuid, uuid, numeric) is
'Refuse to take away more than was allocated. Errors, in order: LGR01.';
