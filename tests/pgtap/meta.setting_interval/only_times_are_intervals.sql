begin;
select plan(4);

select is(meta.setting_interval('missing_grace_ms'), interval '5 seconds', 'milliseconds');
select is(
  meta.setting_interval('settlement_window_seconds'), interval '5 minutes', 'seconds'
);
select is(
  fixture.refusal($$ select meta.setting_interval('mass_missing_count') $$),
  'MTI02 key=mass_missing_count wanted=interval', 'a count is none'
);
select is(
  fixture.refusal($$ select meta.setting_interval('no_such') $$),
  'MTI02 key=no_such wanted=interval', 'no such'
);

select * from finish();
rollback;
