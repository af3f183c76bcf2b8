begin;
select plan(3);

select fixture.stage(1);
select fixture.call_begin_entry(1);
select is(
  (select a.horizon_at - a.send_deadline from lifecycle.attempts as a), interval '8 seconds',
  '5000 ms window, 2000 ms lag, 1000 ms skew behind the deadline'
);
select is((select a.lag_ms from lifecycle.attempts as a), 2000, 'the lag is kept with the attempt');
select ok(
  (select a.send_deadline between a.created_at + interval '4 s' and a.created_at + interval '5 s'
     from lifecycle.attempts as a), 'the deadline is the send window after begin'
);

select * from finish();
rollback;
