create or replace function meta.require_running() returns void
language plpgsql stable security invoker
set search_path = ''
as $$
declare
  v_installation meta.installation;
begin
  select i.* into strict v_installation from meta.installation as i;
  if v_installation.paused_at is not null then
    perform meta.raise_error('OPT11', format(
      'paused_at=%s by=%s reason=%s', v_installation.paused_at, v_installation.paused_by,
      v_installation.pause_reason));
  end if;
end;
$$;
alter function meta.require_running() owner to tradekeel_owner;
revoke all on function meta.require_running() from public;
grant execute on function meta.require_running() to tradekeel_engine;
comment on function meta.require_running() is
'Refuse while an operator stopped all entries. Errors, in order: OPT11.';
