create or replace function reconciliation.require_part(
  p_part text, p_value jsonb
) returns void
language plpgsql stable security invoker
set search_path = ''
as $$
declare
  v_shape constant text := case p_part when 'balances' then 'object' else 'array' end;
begin
  -- A path looks at the rows where they are; an arrow would copy all of them.
  if jsonb_typeof(p_value) is distinct from 'object'
     or jsonb_path_match(
       p_value, 'strict $.is_complete.type() == "boolean" && $.rows.type() == $shape',
       jsonb_build_object('shape', v_shape), true) is not true
     or p_part = 'balances' and exists (
       select from (values ('free'), ('used'), ('total')) as p (part)
        where jsonb_typeof(p_value -> 'rows' -> p.part) not in ('object', 'null')
     ) then
    perform meta.raise_error('RCR01', format(
      'part=%s wanted={is_complete: true or false, rows: %s}', p_part, v_shape));
  end if;
end;
$$;
alter function reconciliation.require_part(text, jsonb) owner to tradekeel_owner;
revoke all on function reconciliation.require_part(text, jsonb) from public;
grant execute on function reconciliation.require_part(text, jsonb) to tradekeel_engine;
comment on function reconciliation.require_part(text, jsonb) is
'Refuse a part of a reading that is not {is_complete, rows}. Rows of balances are one object of
objects (free, used, total), the others arrays. Errors, in order: RCR01 naming the part.';
