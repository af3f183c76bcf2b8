begin;
select plan(3);

select is(meta.setting('mass_missing_count'), 10::numeric, 'its value');
select is(fixture.refusal($$ select meta.setting('no_such') $$), 'MTI02 key=no_such', 'no such');
select is(fixture.refusal('select meta.setting(null)'), 'MTI02 key=', 'none');

select * from finish();
rollback;
