create or replace function meta.read_boolean(
  p_document jsonb, p_field text
) returns boolean
language plpgsql stable security invoker
set search_path = ''
as $$
declare
  v_type constant text := coalesce(jsonb_typeof(p_document -> p_field), 'null');
begin
  if v_type = 'null' then
    return null;
  end if;
  if v_type <> 'boolean' then
    perform meta.raise_error('LCR07', format(
      'field=%s wanted=true or false got=%s %s',
      p_field, v_type, left(p_document ->> p_field, 60)));
  end if;
  return (p_document ->> p_field)::boolean;
end;
$$;
alter function meta.read_boolean(jsonb, text) owner to tradekeel_owner;
revoke all on function meta.read_boolean(jsonb, text) from public;
grant execute on function meta.read_boolean(jsonb, text) to tradekeel_engine;
comment on function meta.read_boolean(jsonb, text) is
'Read an optional truth value of an exchange''s document. Errors, in order: LCR07 naming the
field when it is something else.';
