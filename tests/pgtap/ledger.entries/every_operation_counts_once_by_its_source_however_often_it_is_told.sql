begin;
select plan(5);

select fixture.stage(1);
select fixture.add_profile(1, 3);
select fixture.make_operators();
create temporary table told (number serial, statement text);
create function pg_temp.tell() returns void language plpgsql as $$
declare
  v_statement text;
begin
  for v_statement in select t.statement from told as t order by t.number loop
    execute v_statement;
  end loop;
end;
$$;
create function pg_temp.journal() returns text language sql as $$
  select string_agg(e.kind || ' ' || e.source, ', ' order by e.profile_id, e.seq)
    from ledger.entries as e
$$;

-- One telling of every operation that there is.
insert into told (statement) values
  ($$ select ops.fn_allocate_capital(fixture.user_id(1), fixture.profile_id(1),
        '00000000-0000-4000-8000-000000000001', 100) $$),
  ($$ select ops.fn_withdraw_capital(fixture.user_id(1), fixture.profile_id(1),
        '00000000-0000-4000-8000-000000000002', 10) $$),
  ($$ select ops.fn_transfer_capital(fixture.user_id(1), fixture.profile_id(1),
        fixture.profile_id(3), '00000000-0000-4000-8000-000000000003', 5) $$),
  ($$ select fixture.call_begin_entry(1, '{}') $$),
  ($$ select fixture.call_persist(1, 'r1', 0.01, 'closed',
        jsonb_build_array(fixture.trade(1, 'r1', 't1', 0.01, 50000, '0.1', 'USDT'))) $$),
  ($$ select fixture.settle(1, 'r1', 0.01, 'closed') $$),
  ($$ select fixture.call_begin_exit(1, '{"quantity": "0.00995"}') $$),
  ($$ select fixture.call_persist(1, 'x1', 0.00995, 'closed',
        jsonb_build_array(fixture.trade(1, 'x1', 't2', 0.00995))) $$),
  ($$ select fixture.settle(1, 'x1', 0.00995, 'closed') $$),
  ($$ select fixture.call_incomes(1, (
        select jsonb_agg(fixture.income(1, jsonb_build_object(
                 'kind', k, 'amount', '-0.01', 'symbol', 'BTC/USDT')))
          from unnest(array['funding', 'interest', 'rebate', 'fee', 'liquidation']) as k)) $$);
select pg_temp.tell();
insert into told (statement)
select format('select ops.fn_apply_change(fixture.user_id(1), %L)', c.id)
  from (select fixture.call_propose(1, 5) as id) as c;
update ops.change_requests set requested_by = 'alice';
select ops.fn_approve_change(c.user_id, c.change_id) from ops.change_requests as c;
select pg_temp.tell();
update ledger.capital set realized_pnl = realized_pnl + 1
 where profile_id = fixture.profile_id(1);
insert into told (statement)
select format('select ops.fn_apply_change(fixture.user_id(1), %L)', c.id)
  from (
    select ops.fn_propose_restatement(fixture.user_id(1), fixture.profile_id(1), 'test') as id
  ) as c;
update ops.change_requests set requested_by = 'alice';
select ops.fn_approve_change(c.user_id, c.change_id) from ops.change_requests as c
 where c.state = 'proposed';
select pg_temp.tell();
create temporary table before as
select pg_temp.journal() as journal, fixture.amounts(1) as amounts, fixture.positions(1) as held;

select pg_temp.tell();
select is(pg_temp.journal(), (select b.journal from before as b), 'the journal is what it was');
select is(fixture.amounts(1), (select b.amounts from before as b), 'so are the amounts');
select is(fixture.positions(1), (select b.held from before as b), 'and the positions');
select is(
  (select array_agg(distinct e.kind order by e.kind) from ledger.entries as e),
  (select array_agg(k.kind order by k.kind collate "C")
     from pg_catalog.pg_constraint as c
    cross join lateral (
      select m.match[1] collate "C" as kind
        from regexp_matches(pg_get_constraintdef(c.oid), '''([a-z_]+)''', 'g') as m (match)
    ) as k
    where c.conname = 'entries_kind_is_known'),
  'every kind of entry was told'
);
select is_empty('select * from fixture.violations()', 'every promise holds');

select * from finish();
rollback;
