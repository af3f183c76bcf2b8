create or replace function meta.read_array(
  p_document jsonb, p_field text
) returns jsonb
language plpgsql stable security invoker
set search_path = ''
as $$
declare
  v_type constant text := coalesce(jsonb_typeof(p_document -> p_field), 'null');
begin
  if v_type = 'null' then
    return '[]'::jsonb;
  end if;
  if v_type <> 'array' then
    perform meta.raise_error('LCR07', format('field=%s wanted=array got=%s', p_field, v_type));
  elsif jsonb_array_length(p_document -> p_field) > 1000 then
    perform meta.raise_error('LCR07', format(
      'field=%s wanted=at most 1000 elements got=%s', p_field,
      jsonb_array_length(p_document -> p_field)));
  end if;
  return p_document -> p_field;
end;
$$;
alter function meta.read_array(jsonb, text) owner to tradekeel_owner;
revoke all on function meta.read_array(jsonb, text) from public;
grant execute on function meta.read_array(jsonb, text) to tradekeel_engine;
comment on function meta.read_array(jsonb, text) is
'Read an optional array of an exchange''s document; absent and null give an empty one. Errors, in
order: LCR07 naming the field when it is something else, or longer than 1000 elements.';
