create or replace function engine.fn_fold_counters() returns integer
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_count integer;
begin
  with taken as (
    delete from health.counter_deltas as d
     where (d.user_id, d.delta_id) in (
       select x.user_id, x.delta_id from health.counter_deltas as x
        order by x.recorded_at limit 10000
     )
    returning d.counter, d.label, d.delta
  ), folded as (
    insert into health.counters as c (counter, label, total, changed_at)
    select t.counter, t.label, sum(t.delta), v_now
      from taken as t
     group by t.counter, t.label
     order by t.counter, t.label
    on conflict (counter, label) do update
       set total = c.total + excluded.total, changed_at = excluded.changed_at
    returning 1
  )
  select count(*)::integer into v_count from taken;
  return v_count;
end;
$$;
alter function engine.fn_fold_counters() owner to tradekeel_engine;
revoke all on function engine.fn_fold_counters() from public;
grant execute on function engine.fn_fold_counters() to tradekeel_bridge;
comment on function engine.fn_fold_counters() is
'Fold counter deltas into totals and delete them; a sweep across tenants, at most 10,000 a call.
Returns how many were folded.';
