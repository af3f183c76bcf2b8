-- No search_path is set: the body is parsed when this is made. Policies spell it out.
create or replace function tenancy.current_user_id() returns uuid
language sql stable security invoker parallel safe
return (nullif(current_setting('request.jwt.claims', true), '')::json ->> 'sub')::uuid;
alter function tenancy.current_user_id() owner to tradekeel_owner;
revoke all on function tenancy.current_user_id() from public;
grant execute on function tenancy.current_user_id() to tradekeel_engine;
grant execute on function tenancy.current_user_id() to authenticated;
comment on function tenancy.current_user_id() is
'The user named by the caller''s verified token, or null.';
