begin;
select plan(3);

select fixture.make_tenant(1);
select fixture.make_ready(1);
set local default_transaction_read_only = on;
create temporary table told as select engine.fn_read_health() as document;
select is((select t.document ->> 'status' from told as t), 'at_risk', 'it is at risk');
select is(
  (select t.document #>> '{database,isWritable}' from told as t), 'false', 'not writable'
);
select ok(
  (select jsonb_path_exists(t.document, '$.atRisk[*] ? (@.runbook == "database-outage")')
     from told as t), 'and which page says what to do'
);

select * from finish();
rollback;
