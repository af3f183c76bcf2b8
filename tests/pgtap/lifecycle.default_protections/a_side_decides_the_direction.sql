begin;
select plan(4);

create function pg_temp.defaults(
  p_side text, p_stop numeric, p_take numeric, p_trail numeric, p_hold integer
) returns text
language plpgsql as $$
declare
  v_profile tenancy.profiles;
begin
  v_profile.stop_loss_rate := p_stop;
  v_profile.take_profit_rate := p_take;
  v_profile.trailing_stop_rate := p_trail;
  v_profile.max_hold_seconds := p_hold;
  return (
    select string_agg(format('%s %s %s %s', d.kind, trim_scale(d.trigger_price), d.trail_rate,
             extract(epoch from d.due_at)::integer), ', ')
      from lifecycle.default_protections(v_profile, p_side, 200, 'epoch') as d);
end;
$$;
select is(
  pg_temp.defaults('long', 0.1, 0.5, 0.05, 90),
  'stop_loss 180  , take_profit 300  , trailing_stop  0.05 , time_stop   90', 'long'
);
select is(
  pg_temp.defaults('short', 0.1, 0.5, 0.05, 90),
  'stop_loss 220  , take_profit 100  , trailing_stop  0.05 , time_stop   90', 'short'
);
select is(
  pg_temp.defaults('short', 0.1, 1, null, null), 'stop_loss 220  ',
  'a short cannot win all of its price: that take-profit would be at zero'
);
select is(pg_temp.defaults('long', null, null, null, null), null, 'no rate, no protection');

select * from finish();
rollback;
