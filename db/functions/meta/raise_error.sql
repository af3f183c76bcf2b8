create or replace function meta.raise_error(
  p_code text, p_detail text
) returns void
language plpgsql stable security invoker
set search_path = ''
as $$
declare
  v_error meta.error_codes;
begin
  select e.* into v_error from meta.error_codes as e where e.code = p_code;
  if not found then
    raise exception 'error code is not in the catalogue'
      using errcode = 'MTI09', detail = format('code=%s %s', p_code, p_detail),
            hint = 'Apply the schema again. Runbook lifecycle-incident.';
  end if;
  raise exception '%', v_error.title
    using errcode = v_error.code, detail = p_detail,
          hint = v_error.hint || ' Runbook ' || v_error.runbook || '.';
end;
$$;
alter function meta.raise_error(text, text) owner to tradekeel_owner;
revoke all on function meta.raise_error(text, text) from public;
grant execute on function meta.raise_error(text, text) to tradekeel_engine;
comment on function meta.raise_error(text, text) is
'Raise a catalogued error: SQLSTATE, title and hint come from meta.error_codes, DETAIL from the
caller. Errors, in order: MTI09 when the code is not in the catalogue, else the code itself.';
