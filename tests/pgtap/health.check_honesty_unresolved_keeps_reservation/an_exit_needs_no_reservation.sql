begin;
select plan(1);

select fixture.stage(1);
select fixture.hold(1, 'r1', 0.01);
select fixture.call_begin_exit(1);
select is_empty('select * from health.check_honesty_unresolved_keeps_reservation', 'it has none');

select * from finish();
rollback;
