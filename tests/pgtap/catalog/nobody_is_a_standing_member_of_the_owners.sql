-- broken by: grant tradekeel_owner to postgres;
begin;
select plan(1);

select is_empty(
  $$
  select m.roleid::regrole, m.member::regrole
  from pg_catalog.pg_auth_members as m
  where m.roleid in ('tradekeel_owner'::regrole, 'tradekeel_engine'::regrole)
    -- the owner of everything, who hands functions over to the engine, gains nothing by it
    and (m.roleid, m.member) <> ('tradekeel_engine'::regrole, 'tradekeel_owner'::regrole)
    -- from 16 on whoever creates a role keeps a membership that allows neither, only granting
    and (coalesce((to_jsonb(m) ->> 'set_option')::boolean, true)
      or coalesce((to_jsonb(m) ->> 'inherit_option')::boolean, true))
  $$,
  'nobody can become tradekeel_owner or tradekeel_engine, nor inherits from them'
);

select * from finish();
rollback;
