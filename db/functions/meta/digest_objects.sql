create or replace function meta.digest_objects() returns text
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  return (
    select encode(sha256(convert_to(coalesce(string_agg(jsonb_build_array(
             o.kind, o.identity, o.path, o.definition_hash, o.grants_hash, o.server_major)::text,
             E'\n' order by o.kind collate "C", o.identity collate "C"), ''), 'UTF8')), 'hex')
      from meta.objects as o
  );
end;
$$;
alter function meta.digest_objects() owner to tradekeel_owner;
revoke all on function meta.digest_objects() from public;
grant execute on function meta.digest_objects() to tradekeel_engine;
comment on function meta.digest_objects() is
'Hash what the applier recorded of every object, in hexadecimal. It stands in the operators'' record
when an apply begins and ends, so that drift cannot be hidden by rewriting what it compares with.';
