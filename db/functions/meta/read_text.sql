create or replace function meta.read_text(
  p_document jsonb, p_field text, p_maximum integer
) returns text
language plpgsql stable security invoker
set search_path = ''
as $$
declare
  v_type constant text := coalesce(jsonb_typeof(p_document -> p_field), 'null');
  v_text constant text := p_document ->> p_field;
begin
  if v_type = 'null' or v_text = '' then
    return null;
  end if;
  if v_type not in ('string', 'number') or v_type = 'number' and v_text !~ '^[0-9]+$'
     or length(v_text) > p_maximum then
    perform meta.raise_error('LCR07', format(
      'field=%s wanted=text of 1 to %s characters got=%s %s',
      p_field, p_maximum, v_type, left(v_text, 60)));
  end if;
  return v_text;
end;
$$;
alter function meta.read_text(jsonb, text, integer) owner to tradekeel_owner;
revoke all on function meta.read_text(jsonb, text, integer) from public;
grant execute on function meta.read_text(jsonb, text, integer) to tradekeel_engine;
comment on function meta.read_text(jsonb, text, integer) is
'Read an optional text field of an exchange''s document; null, absent and empty give null. A
whole number is text too: exchanges number their ids. Errors, in order: LCR07 naming the field
when it is something else or longer than p_maximum characters.';
