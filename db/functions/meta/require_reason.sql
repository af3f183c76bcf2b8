create or replace function meta.require_reason(
  p_reason text
) returns void
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  if p_reason is null or length(p_reason) not between 1 and 500 then
    perform meta.raise_error('OPR01', 'reason wanted=1 to 500 characters');
  end if;
end;
$$;
alter function meta.require_reason(text) owner to tradekeel_owner;
revoke all on function meta.require_reason(text) from public;
grant execute on function meta.require_reason(text) to tradekeel_engine;
comment on function meta.require_reason(text) is
'Refuse an operator''s call without a reason of 1 to 500 characters. Errors, in order: OPR01.';
