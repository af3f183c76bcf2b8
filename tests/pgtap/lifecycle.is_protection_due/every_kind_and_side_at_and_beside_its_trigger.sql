begin;
select plan(2);

create function pg_temp.due(
  p_kind text, p_side text, p_price numeric, p_trigger numeric, p_best numeric, p_rate numeric,
  p_due_at timestamptz
) returns boolean
language plpgsql as $$
declare
  v_protection lifecycle.protections;
begin
  v_protection.kind := p_kind;
  v_protection.trigger_price := p_trigger;
  v_protection.best_price := p_best;
  v_protection.trail_rate := p_rate;
  v_protection.due_at := p_due_at;
  return lifecycle.is_protection_due(v_protection, p_side, p_price, '2026-01-01 00:00 UTC');
end;
$$;
create temporary table cases as
select * from (values
  ('stop_loss', 'long', 100.0, 100.0, null::numeric, null::numeric, null::timestamptz, true),
  ('stop_loss', 'long', 99.9, 100, null, null, null, true),
  ('stop_loss', 'long', 100.1, 100, null, null, null, false),
  ('stop_loss', 'short', 100, 100, null, null, null, true),
  ('stop_loss', 'short', 100.1, 100, null, null, null, true),
  ('stop_loss', 'short', 99.9, 100, null, null, null, false),
  ('take_profit', 'long', 100, 100, null, null, null, true),
  ('take_profit', 'long', 100.1, 100, null, null, null, true),
  ('take_profit', 'long', 99.9, 100, null, null, null, false),
  ('take_profit', 'short', 100, 100, null, null, null, true),
  ('take_profit', 'short', 99.9, 100, null, null, null, true),
  ('take_profit', 'short', 100.1, 100, null, null, null, false),
  ('trailing_stop', 'long', 90, null, 100, 0.1, null, true),
  ('trailing_stop', 'long', 90.1, null, 100, 0.1, null, false),
  ('trailing_stop', 'short', 110, null, 100, 0.1, null, true),
  ('trailing_stop', 'short', 109.9, null, 100, 0.1, null, false),
  ('trailing_stop', 'long', 90, null, null, 0.1, null, false),
  ('time_stop', 'long', 100, null, null, null, '2026-01-01 00:00:00 UTC', true),
  ('time_stop', 'long', null, null, null, null, '2025-12-31 23:59:59 UTC', true),
  ('time_stop', 'short', null, null, null, null, '2026-01-01 00:00:01 UTC', false)
) as c (kind, side, price, trigger_price, best, rate, due_at, wanted);
select is_empty(
  $$ select * from cases as c
      where pg_temp.due(c.kind, c.side, c.price, c.trigger_price, c.best, c.rate, c.due_at)
            is distinct from c.wanted $$,
  'each is due exactly when it should be'
);
select is_empty(
  $$ select * from cases as c
      where c.kind <> 'time_stop'
        and pg_temp.due(c.kind, c.side, null, c.trigger_price, c.best, c.rate, c.due_at) $$,
  'without a price none but a time stop is'
);

select * from finish();
rollback;
