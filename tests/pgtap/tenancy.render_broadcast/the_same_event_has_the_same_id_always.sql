begin;
select plan(2);

select fixture.make_tenant(1);
select fixture.broadcast(1, 'a');
select fixture.broadcast(1, 'b');
select is(
  (select tenancy.render_broadcast(b) from tenancy.broadcasts as b where b.event_seq = 1),
  (select tenancy.render_broadcast(b) from tenancy.broadcasts as b where b.event_seq = 1),
  'twice the same'
);
select is(
  (select count(distinct tenancy.render_broadcast(b)::jsonb #>> '{meta,id}')
     from tenancy.broadcasts as b), 2::bigint, 'each event has its own'
);

select * from finish();
rollback;
