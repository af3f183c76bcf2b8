begin;
select plan(6);

select fixture.stage(1);
create temporary table before as select fixture.digest() as digest;
set local role tradekeel_bridge;
select is(fixture.refused_entry(1, '{"epoch": 0}'), 'MTC01 epoch=1 given=0', 'an older epoch');
select is(fixture.refused_entry(1, '{"epoch": 2}'), 'MTC01 epoch=1 given=2', 'one to come');
select is(fixture.refused_entry(1, '{"epoch": null}'), 'MTC01 epoch=1 given=', 'none');
reset role;
select is(fixture.digest(), (select digest from before), 'nothing was written');
update meta.installation set timeline = timeline + 1;
set local role tradekeel_bridge;
select is(
  fixture.refused_entry(1), 'MTI01 epoch=1',
  'restored, promoted or cloned: not before an operator acknowledged'
);
select is(fixture.refused_entry(1, '{"epoch": 2}'), 'MTI01 epoch=1', 'said first');

select * from finish();
rollback;
