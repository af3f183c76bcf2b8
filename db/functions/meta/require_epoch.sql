create or replace function meta.require_epoch(
  p_epoch bigint
) returns void
language plpgsql stable security invoker
set search_path = ''
as $$
declare
  v_epoch constant bigint := meta.current_epoch();
begin
  if not meta.is_same_life() then
    perform meta.raise_error('MTI01', format('epoch=%s', v_epoch));
  end if;
  if p_epoch is distinct from v_epoch then
    perform meta.raise_error('MTC01', format('epoch=%s given=%s', v_epoch, p_epoch));
  end if;
end;
$$;
alter function meta.require_epoch(bigint) owner to tradekeel_owner;
revoke all on function meta.require_epoch(bigint) from public;
grant execute on function meta.require_epoch(bigint) to tradekeel_engine;
comment on function meta.require_epoch(bigint) is
'Refuse when the database lives another life than the one acknowledged, or the caller holds
another epoch. Errors, in order: MTI01 restored, promoted or cloned and not acknowledged; MTC01
the caller''s epoch is stale.';
