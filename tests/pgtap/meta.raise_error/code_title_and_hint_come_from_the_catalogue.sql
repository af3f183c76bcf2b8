begin;
select plan(3);

create function pg_temp.raised(p_code text) returns text language plpgsql as $$
declare
  v_state text; v_message text; v_detail text; v_hint text;
begin
  perform meta.raise_error(p_code, 'a=1');
  return 'nothing';
exception when others then
  get stacked diagnostics v_state = returned_sqlstate, v_message = message_text,
    v_detail = pg_exception_detail, v_hint = pg_exception_hint;
  return concat_ws('|', v_state, v_message, v_detail, v_hint);
end;
$$;
select is(
  pg_temp.raised('LCR08'),
  (select concat_ws('|', e.code, e.title, 'a=1', e.hint || ' Runbook ' || e.runbook || '.')
     from meta.error_codes as e where e.code = 'LCR08'), 'all four'
);
select is(
  left(pg_temp.raised('LCR99'), 5), 'MTI09', 'one that is not in the catalogue says so itself'
);
select is(
  split_part(pg_temp.raised('LCR99'), '|', 3), 'code=LCR99 a=1', 'and keeps the detail'
);

select * from finish();
rollback;
