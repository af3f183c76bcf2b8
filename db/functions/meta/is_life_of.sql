-- No search_path is set: the body is parsed when this is made, and may then be inlined.
create or replace function meta.is_life_of(
  p_installation meta.installation
) returns boolean
language sql volatile security invoker parallel safe
return p_installation.database_oid = split_part(
    pg_catalog.pg_relation_filepath('meta.installation'::regclass), '/', -2)::bigint
  and p_installation.timeline = meta.live_timeline()
  and p_installation.system_identifier = (pg_catalog.pg_control_system()).system_identifier;
alter function meta.is_life_of(meta.installation) owner to tradekeel_owner;
revoke all on function meta.is_life_of(meta.installation) from public;
grant execute on function meta.is_life_of(meta.installation) to tradekeel_engine;
comment on function meta.is_life_of(meta.installation) is
'Whether the life of the database that was acknowledged is the one that runs: same system
identifier, same timeline, and the same database of that server, not one restored or copied beside
it. A relation''s file lies in the folder that is named by its database''s oid.';
