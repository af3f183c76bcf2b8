create or replace function meta.render_item(
  p_row jsonb
) returns jsonb
language plpgsql immutable security invoker
set search_path = ''
as $$
begin
  return (
    select jsonb_object_agg(e.key, case jsonb_typeof(e.value)
             when 'number' then to_jsonb(e.value #>> '{}') else e.value end)
      from jsonb_each(p_row) as e
     where e.key <> 'user_id' and e.value <> 'null'
  );
end;
$$;
alter function meta.render_item(jsonb) owner to tradekeel_owner;
revoke all on function meta.render_item(jsonb) from public;
grant execute on function meta.render_item(jsonb) to tradekeel_engine;
comment on function meta.render_item(jsonb) is
'One row for a person to read: numbers as exact text, without the user, who is known, and without
what is null.';
