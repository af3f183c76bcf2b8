begin;
select plan(5);

select fixture.stage(1);
select fixture.call_begin_entry(1);
select fixture.call_persist(1, 'r1', 0.004, 'open',
  jsonb_build_array(fixture.trade(1, 'r1', 't1', 0.004)));
create temporary table before as select fixture.digest() as digest;
select is(lifecycle.book_order(fixture.order_of(1)), false, 'nothing is new');
select is(fixture.digest(), (select digest from before), 'nothing was written');
select lifecycle.record_fill(fixture.order_of(1), fixture.trade(1, 'r1', 't2', 0.006));
select is(lifecycle.book_order(fixture.order_of(1)), true, 'a further trade is');
select is(
  fixture.rows('select revision, trim_scale(quantity_delta), trim_scale(cost_delta)
    from lifecycle.executions order by revision'),
  '(1,0.004,200) (2,0.006,300)', 'as the difference to what is posted'
);
select is(
  fixture.rows($$ select count(*), count(distinct x.ledger_seq), bool_and(e.kind = 'entry_fill'
      and e.source = format('order:%s:%s', x.order_id, x.revision))
    from lifecycle.executions as x
    join ledger.entries as e on e.profile_id = x.profile_id and e.seq = x.ledger_seq $$),
  '(2,2,t)', 'each execution has its own journal entry'
);

select * from finish();
rollback;
