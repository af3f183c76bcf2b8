begin;
select plan(2);

select fixture.stage(1);
select ops.fn_change_setting('send_window_ms', 60000);
select fixture.begin_entry(1, 'r1', 0.01);
update meta.installation set timeline = timeline + 1;
select lives_ok($$ select ops.fn_acknowledge_installation('restored') $$, 'acknowledged');
select ok(
  (select a.horizon_at > a.send_deadline from lifecycle.attempts as a), 'after the deadline'
);

select * from finish();
rollback;
