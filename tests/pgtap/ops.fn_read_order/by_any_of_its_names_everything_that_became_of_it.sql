begin;
select plan(11);

select fixture.stage(1);
select fixture.stage(2);
select fixture.fill_and_settle(fixture.begin_entry(1, 'a', 0.001), 'x1');
select fixture.begin_entry(1, 'b', 0.01, 'ETH/USDT');
select fixture.fill_and_settle(fixture.begin_entry(2, 'a', 0.001), 'x1');
create temporary table named as
select n.name from (values ((fixture.intent(1, 'a')).intent_id::text),
  ((fixture.attempt(1, 'a')).attempt_id::text), ((fixture.attempt(1, 'a')).client_order_id::text),
  ((fixture.attempt(1, 'a')).client_order_text), ('a'), ('x1'),
  ((fixture.order_of(1, 'a')).order_id::text)) as n (name);
grant select on named to public;
set local role tradekeel_operator;
select is(
  (select string_agg(concat_ws(' ', o.part, o.item ->> 'state', o.item ->> 'status',
                               o.item ->> 'kind'), ', ')
     from ops.fn_read_order(fixture.user_id(1), 'BTC/USDT', n.name, 10) as o),
  'intent entry, attempt confirmed entry, reservation, order closed entry, fill, execution entry',
  n.name || ' leads to it'
) from named as n;
select is(
  (select string_agg(concat_ws(' ', o.part, o.item ->> 'state'), ', ')
     from ops.fn_read_order(fixture.user_id(1), null, 'b', 10) as o),
  'intent, attempt submitting, reservation', 'and to one that is not known yet'
);
select is(
  left(fixture.refusal($$ select ops.fn_read_order(fixture.user_id(1), null, 'x1', 10) $$), 5),
  'TNR01', 'the exchange''s own id names nothing without the symbol'
);
select is(
  left(fixture.refusal(format($$ select ops.fn_read_order(fixture.user_id(2), null, %L, 10) $$,
    (select n.name from named as n limit 1))), 5),
  'TNR01', 'nobody else''s'
);
reset role;
select is(
  fixture.roles_that_may(
    $$ select ops.fn_read_order(fixture.user_id(1), null, 'a', 1) $$),
  array['tradekeel_auditor', 'tradekeel_operator'], 'operators and auditors'
);

select * from finish();
rollback;
