begin;
select plan(5);

insert into health.samples (series, label, grain, slot, value, sampled_at)
select 'equity', 'USDT', 'recent', health.slot_of('recent', t.at), t.value, t.at
  from (values
    (clock_timestamp() - interval '20 seconds', 0.000000000000000001),
    (clock_timestamp() - interval '50 minutes', 12345678901234567890.1),
    (clock_timestamp() - interval '61 minutes', 7)
  ) as t (at, value);
insert into health.samples (series, label, grain, slot, value, sampled_at)
values ('mismatches_open', '', 'day', 1, 3, clock_timestamp());
set local role tradekeel_operator;
create temporary table history as select ops.fn_read_history('recent') as document;
reset role;
select is(
  (select jsonb_path_query_array(h.document, '$.series[0].points[*][1]') from history as h),
  '["12345678901234567890.1", "0.000000000000000001"]',
  'exact, oldest first, without what is from an earlier lap'
);
select is((select jsonb_array_length(h.document -> 'series') from history as h), 1, 'one grain');
select is(
  (select (h.document ->> 'now')::bigint - (h.document ->> 'fromSeconds')::bigint
     from history as h),
  3600::bigint, 'an hour'
);
select is(ops.fn_read_history('month') -> 'series', '[]', 'nothing recorded is no error');
select is(
  fixture.roles_that_may($$select ops.fn_read_history('day')$$),
  array['tradekeel_auditor', 'tradekeel_operator'], 'for operators and auditors'
);

select * from finish();
rollback;
