create or replace function meta.read_moment(
  p_document jsonb, p_field text
) returns timestamptz
language plpgsql stable security invoker
set search_path = ''
as $$
declare
  v_type constant text := coalesce(jsonb_typeof(p_document -> p_field), 'null');
  v_text constant text := p_document ->> p_field;
begin
  if v_type = 'null' or v_text in ('', '0') then
    return null;
  end if;
  if v_type not in ('number', 'string') or v_text !~ '^[0-9]{1,15}$' then
    perform meta.raise_error('LCR07', format(
      'field=%s wanted=whole milliseconds got=%s %s', p_field, v_type, left(v_text, 60)));
  end if;
  if v_text::numeric not between 1230768000000
     and extract(epoch from clock_timestamp()) * 1000 + 86400000 then
    perform meta.raise_error('LCR07', format(
      'field=%s wanted=a moment between 2009 and tomorrow got=%s', p_field, v_text));
  end if;
  return to_timestamp(v_text::double precision / 1000);
end;
$$;
alter function meta.read_moment(jsonb, text) owner to tradekeel_owner;
revoke all on function meta.read_moment(jsonb, text) from public;
grant execute on function meta.read_moment(jsonb, text) to tradekeel_engine;
comment on function meta.read_moment(jsonb, text) is
'Read an optional moment of an exchange''s document, in milliseconds since 1970 UTC; null, absent,
empty and 0 give null. Errors, in order: LCR07 naming the field when it is not a whole number,
is before 2009 or more than a day ahead of the database''s clock.';
