begin;
select plan(7);

select fixture.stage(1);
select fixture.hold(1, 'r1', 0.01, 50000, '0.5');
select is_empty('select * from health.check_capital_journal_is_chained', 'empty before');
create function pg_temp.damage(p_change text) returns text
language plpgsql as $$
declare
  v_answer text;
begin
  begin
    execute p_change;
    v_answer := fixture.rows(
      $q$ select detail ->> 'seq' from health.check_capital_journal_is_chained order by 1 $q$);
    raise exception using errcode = 'P0002', message = coalesce(v_answer, 'nothing');
  exception when sqlstate 'P0002' then
    return sqlerrm;
  end;
end;
$$;
select is(
  pg_temp.damage('update ledger.entries set realized_pnl_after = 1 where seq = 3'), '(3) (4)',
  'an amount after, and the next that does not follow from it'
);
select is(
  pg_temp.damage('update ledger.entries set allocated_delta = 1 where seq = 2'), '(2)', 'a delta'
);
select is(
  pg_temp.damage('update ledger.entries set reserved_for_orders_delta = 0 where seq = 4'), '(4)',
  'of orders'
);
select is(
  pg_temp.damage('update ledger.entries set reserved_for_positions_after = 0 where seq = 4'),
  '(4)', 'of positions'
);
select is(
  pg_temp.damage('delete from ledger.entries where seq = 2'), '(3)', 'a gap'
);
select is(
  pg_temp.damage('delete from ledger.entries where seq = 1'), '(2)', 'a gap at the beginning'
);

select * from finish();
rollback;
