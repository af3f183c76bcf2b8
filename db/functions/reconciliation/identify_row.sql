create or replace function reconciliation.identify_row(
  p_part text, p_row jsonb
) returns jsonb
language plpgsql stable security invoker
set search_path = ''
as $$
declare
  v_identity jsonb;
begin
  if jsonb_typeof(p_row) <> 'object' then
    return null;
  end if;
  select jsonb_object_agg(f.field, p_row ->> f.field) into v_identity
    from unnest(case p_part
      when 'open_orders' then array['id', 'symbol', 'clientOrderId']
      when 'history' then array['id', 'symbol', 'clientOrderId']
      when 'trades' then array['id', 'symbol', 'order']
      else array['symbol']
    end) as f (field)
   where jsonb_typeof(p_row -> f.field) in ('string', 'number')
     and length(p_row ->> f.field) between 1 and 100;
  if v_identity ? 'symbol'
     and (p_part = 'positions' or v_identity ? 'id' or v_identity ? 'order') then
    return v_identity || jsonb_build_object('isUnreadable', true);
  end if;
  return null;
end;
$$;
alter function reconciliation.identify_row(text, jsonb) owner to tradekeel_owner;
revoke all on function reconciliation.identify_row(text, jsonb) from public;
grant execute on function reconciliation.identify_row(text, jsonb) to tradekeel_engine;
comment on function reconciliation.identify_row(text, jsonb) is
'What still identifies an order, trade or position that cannot be read (ids and symbol, marked
isUnreadable), or null when nothing does.';
