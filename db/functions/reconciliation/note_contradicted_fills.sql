create or replace function reconciliation.note_contradicted_fills(
  p_run reconciliation.runs
) returns void
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  r record;
  v_detail jsonb;
begin
  for r in
    select f.fill, e.value as trade,
           'trade:' || (f.fill).order_id || ':' || (f.fill).trade_id as subject
      from reconciliation.read_rows(p_run, 'trades') as e,
           lateral (
             select x from lifecycle.fills as x
              where x.user_id = p_run.user_id and x.account_id = p_run.account_id
                and x.symbol = e.value ->> 'symbol' and x.exchange_order_id = e.value ->> 'order'
                and x.trade_id = e.value ->> 'id' and x.side = e.value ->> 'side'
             order by x.trade_id
           ) as f (fill)
     where not case
       when lifecycle.is_plain_trade(e.value) then lifecycle.is_told_as_booked(f.fill, e.value)
       else false
     end
  loop
    v_detail := lifecycle.find_contradictions(r.fill, r.trade);
    if v_detail is not null then
      perform reconciliation.note_mismatch(
        p_run.user_id, p_run.account_id, (r.fill).profile_id, null, 'fill_unexplained', r.subject,
        v_detail);
    end if;
  end loop;
end;
$$;
alter function reconciliation.note_contradicted_fills(
  reconciliation.runs
) owner to tradekeel_owner;
revoke all on function reconciliation.note_contradicted_fills(
  reconciliation.runs
) from public;
grant execute on function reconciliation.note_contradicted_fills(
  reconciliation.runs
) to tradekeel_engine;
comment on function reconciliation.note_contradicted_fills(reconciliation.runs) is
'Note every trade of a run''s reading that contradicts what was booked of it, also where nothing
else differs: fill_unexplained, as by lifecycle.judge_retold. Errors, in order: LCR07.';
