-- Four things happen to a signal, in each of its states: it is claimed, refused, carried out, and
-- its time passes.
begin;
select plan(3);

select fixture.stage(1);
select fixture.act_as_tenant(1);
select api.fn_request_entry(fixture.user_id(1)::text, fixture.profile_id(1)::text, 'r1', 'BTC/USDT',
  'buy', 'market', '0.01', null, null, null, 'false', '1', '60');
reset role;
create function pg_temp.happen(p_event text) returns void
language plpgsql as $$
declare
  v_signal_id uuid := (select s.signal_id from lifecycle.signals as s);
begin
  perform set_config('role', 'tradekeel_bridge', true);
  case p_event
    when 'refused' then perform fixture.refusal(format(
      'select engine.fn_refuse_signal(%L, %L, %L, %L)', fixture.user_id(1), v_signal_id,
      fixture.token(1), 'LGR01'));
    when 'carried out' then perform fixture.refused_entry(1, jsonb_build_object(
      'request_id', v_signal_id, 'signal_id', v_signal_id));
    when 'claimed' then perform engine.fn_claim_signals(
      fixture.user_id(1), fixture.account_id(1), fixture.token(1), fixture.lease_term(1), 9);
    else
      perform set_config('role', 'none', true);
      update lifecycle.signals set valid_until = clock_timestamp();
      perform engine.fn_claim_signals(
        fixture.user_id(1), fixture.account_id(1), fixture.token(1), fixture.lease_term(1), 9);
  end case;
  perform set_config('role', 'none', true);
end;
$$;
create function pg_temp.moved(p_before text[], p_event text) returns text
language plpgsql as $$
declare
  v_before text;
  v_after text;
begin
  for i in 1 .. coalesce(array_length(p_before, 1), 0) loop
    perform pg_temp.happen(p_before[i]);
  end loop;
  select s.state || coalesce(' ' || s.outcome, '') into v_before from lifecycle.signals as s;
  perform pg_temp.happen(p_event);
  select s.state || coalesce(' ' || s.outcome, '') into v_after from lifecycle.signals as s;
  raise exception 'undo' using errcode = 'TK000';
exception when sqlstate 'TK000' then
  return format('%s: %s, %s', v_before, p_event, v_after);
end;
$$;
create temporary table moves as
select pg_temp.moved(b.before, e.event) as move
  from (values
    ('{}'::text[]), ('{claimed}'), ('{claimed, refused}'), ('{claimed, carried out}'),
    ('{time passes}')) as b (before),
       unnest(array['claimed', 'refused', 'carried out', 'time passes']) as e (event);
select is(
  (select string_agg(m.move, '; ' order by m.move) from moves as m where m.move !~ '^closed'),
  'claimed: carried out, closed accepted; claimed: claimed, claimed; '
  'claimed: refused, closed LGR01; claimed: time passes, closed expired; '
  'pending: carried out, pending; pending: claimed, claimed; pending: refused, pending; '
  'pending: time passes, closed expired',
  'from pending and claimed'
);
select is_empty(
  $$ select m.move from moves as m
      where m.move ~ '^closed' and m.move !~ '^(closed [a-zA-Z0-9]+): .*, \1$' $$,
  'what is closed stays closed, with its outcome'
);
select is(
  fixture.rows($$ select distinct f.word[1], f.word[2]
                    from moves as m,
                         regexp_matches(m.move, '^([a-z]+).*, ([a-z]+)') as f (word)
                   where f.word[1] <> f.word[2] or f.word[1] = 'claimed' order by 1, 2 $$),
  fixture.rows($$ select t.from_state, t.to_state from meta.transitions as t
                   where t.machine = 'signal' order by 1, 2 $$),
  'the moves are those of the table'
);

select * from finish();
rollback;
