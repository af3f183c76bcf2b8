begin;
select plan(5);

select lives_ok('select meta.require_epoch(1)', 'this life and epoch');
select is(
  fixture.refusal('select meta.require_epoch(2)'), 'MTC01 epoch=1 given=2', 'another epoch'
);
select is(
  fixture.refusal('select meta.require_epoch(null)'), 'MTC01 epoch=1 given=', 'no epoch'
);
update meta.installation set system_identifier = system_identifier + 1;
select is(fixture.refusal('select meta.require_epoch(2)'), 'MTI01 epoch=1', 'another server');
update meta.installation set system_identifier = system_identifier - 1, timeline = timeline + 1;
select is(fixture.refusal('select meta.require_epoch(1)'), 'MTI01 epoch=1', 'another timeline');

select * from finish();
rollback;
