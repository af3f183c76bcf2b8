begin;
select plan(4);

select fixture.make_tenant(1);
select fixture.make_tenant(2);
select is_empty('select * from health.check_capital_fold_equals_row', 'empty before');
create function pg_temp.damage(p_column text) returns text
language plpgsql as $$
declare
  v_answer text;
begin
  execute format('update ledger.capital set %I = %I + 0.000000000001 where profile_id = %L',
    p_column, p_column, fixture.profile_id(1));
  v_answer := fixture.rows('select subject from health.check_capital_fold_equals_row');
  execute format('update ledger.capital set %I = %I - 0.000000000001 where profile_id = %L',
    p_column, p_column, fixture.profile_id(1));
  return v_answer;
end;
$$;
select is_empty(
  $$ select c from unnest(array['allocated', 'reserved_for_orders', 'reserved_for_positions',
       'realized_pnl']) as c
      where pg_temp.damage(c) is distinct from format('(%s)', fixture.profile_id(1)) $$,
  'each of the four amounts, by the last digit, and only that profile'
);
select is_empty('select * from health.check_capital_fold_equals_row', 'repaired: empty again');
update ledger.capital set seq = seq + 1 where profile_id = fixture.profile_id(1);
select isnt_empty('select * from health.check_capital_fold_equals_row', 'the number too');

select * from finish();
rollback;
