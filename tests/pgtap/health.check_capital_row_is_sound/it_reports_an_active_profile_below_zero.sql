begin;
select plan(2);

select fixture.make_tenant(1);
select fixture.make_tenant(2);
select is_empty('select * from health.check_capital_row_is_sound', 'empty before');
alter table ledger.capital drop constraint capital_available_when_active;
update ledger.capital set realized_pnl = -1000.000000000001
 where profile_id = fixture.profile_id(1);
select is(
  fixture.rows($$ select user_id = fixture.user_id(1), subject = fixture.profile_id(1)::text,
    severity, detail ->> 'available' from health.check_capital_row_is_sound $$),
  '(t,t,critical,-0.000000000001)', 'that one, and how far below'
);

select * from finish();
rollback;
