create or replace function meta.require_type(
  p_name text, p_value text, p_type text
) returns text
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  begin
    case p_type
      when 'uuid' then perform p_value::uuid;
      when 'numeric' then perform p_value::numeric;
      when 'integer' then perform p_value::integer;
      when 'boolean' then perform p_value::boolean;
      when 'timestamptz' then perform p_value::timestamptz;
    end case;
  exception when data_exception then
    perform meta.raise_error('LCR01', format(
      '%s=%s wanted=%s', p_name, left(p_value, 60), case p_type
        when 'uuid' then 'a uuid'
        when 'numeric' then 'a number'
        when 'integer' then 'a whole number'
        when 'boolean' then 'true or false'
        when 'timestamptz' then 'a moment as in 2026-01-31T12:00:00Z'
      end));
  end;
  return p_value;
end;
$$;
alter function meta.require_type(text, text, text) owner to tradekeel_owner;
revoke all on function meta.require_type(text, text, text) from public;
grant execute on function meta.require_type(text, text, text) to tradekeel_engine;
comment on function meta.require_type(text, text, text) is
'Hand back an argument of a tenant''s call when it can be read as p_type: uuid, numeric, integer,
boolean or timestamptz; null can. Functions of schema api take text, so that what is no uuid, number
or moment is refused here, under its name, and not by a cast that names only the type. Errors, in
order: LCR01 naming the argument.';
