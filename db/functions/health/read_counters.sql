create or replace function health.read_counters() returns jsonb
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  return (
    select jsonb_object_agg(k.counter, k.totals)
      from (
        select t.counter, jsonb_object_agg(t.label, t.total) as totals
          from (
            select u.counter, u.label, sum(u.total) as total
              from (
                select c.counter, c.label, c.total from health.counters as c
                union all
                select d.counter, d.label, d.delta from health.counter_deltas as d
                union all
                select 'transaction_failures', e.code, 0 from meta.error_codes as e
              ) as u
             group by u.counter, u.label
          ) as t
         group by t.counter
      ) as k
  );
end;
$$;
alter function health.read_counters() owner to tradekeel_owner;
revoke all on function health.read_counters() from public;
grant execute on function health.read_counters() to tradekeel_engine;
comment on function health.read_counters() is
'Read every counter with its labels: what is folded plus what is not yet. Known ones are there from
the beginning with 0, so that a rate works from the first event.';
