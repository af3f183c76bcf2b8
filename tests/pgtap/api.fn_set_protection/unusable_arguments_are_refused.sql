begin;
select plan(18);

select fixture.stage(1);
select fixture.take_position(1, 'r1', 0.005);
create temporary table before as select fixture.digest() as digest;
select fixture.act_as_tenant(1);
select throws_ok(format('select fixture.call_protect(1, %L, %L, %L, %L, %L)',
  c.id, c.kind, c.price, c.rate, c.due_at), c.code, null, c.said)
  from (values
    ('r', null, '1', null, null, 'LCR01', 'no kind'),
    ('r', 'stop', '1', null, null, 'LCR01', 'an unknown kind'),
    ('r', 'time_stop', '1', null, null, 'LCR01', 'a price for a time stop'),
    ('r', 'stop_loss', null, '0.1', null, 'LCR01', 'a rate for a stop-loss'),
    ('r', 'stop_loss', null, null, '2026-01-01', 'LCR01', 'a moment for a stop-loss'),
    ('r', 'trailing_stop', null, '0', null, 'LCR01', 'a rate of nothing'),
    ('r', 'trailing_stop', null, '1', null, 'LCR01', 'a rate of everything'),
    ('r', 'trailing_stop', null, 'NaN', null, 'LCR01', 'a rate that is no number'),
    ('r', 'trailing_stop', null, '0.1234567890123456789', null, 'LCR01', 'too many decimals'),
    ('r', 'time_stop', null, null, '2020-01-01', 'LCR01', 'a moment that is past'),
    ('r', 'time_stop', null, null, 'infinity', 'LCR01', 'never'),
    ('r', 'stop_loss', '0', null, null, 'LGR03', 'no price'),
    ('r', 'stop_loss', '-1', null, null, 'LGR03', 'a negative price'),
    ('r', 'stop_loss', 'NaN', null, null, 'LGR03', 'a price that is no number'),
    ('r', 'stop_loss', 'Infinity', null, null, 'LGR03', 'an infinite price'),
    ('', 'stop_loss', '1', null, null, 'LCR01', 'no request id'),
    (null, 'stop_loss', '1', null, null, 'LCR01', 'none')
  ) as c (id, kind, price, rate, due_at, code, said);
reset role;
select is((select b.digest from before as b), fixture.digest(), 'nothing was written');

select * from finish();
rollback;
