create or replace view api.requests with (security_invoker = on) as
select r.user_id,
       r.request_id,
       r.profile_id,
       r.kind,
       r.subject_id,
       r.arguments,
       r.state,
       r.outcome,
       r.created_at,
       r.closed_at
  from tenancy.requests as r;
alter view api.requests owner to tradekeel_owner;
revoke all on api.requests from public;
grant select on api.requests to authenticated;
comment on view api.requests is
'What one asked for with fn_cancel_signal, fn_pause_profile, fn_resume_profile and
fn_set_protection, and what became of it.';
comment on column api.requests.user_id is 'Whose it is.';
comment on column api.requests.request_id is 'The id that the caller chose.';
comment on column api.requests.profile_id is 'The profile it is about.';
comment on column api.requests.kind is 'cancel_signal, pause, resume or set_protection.';
comment on column api.requests.subject_id is 'The signal or the position it is about, or null.';
comment on column api.requests.arguments is 'What was asked for; amounts are text.';
comment on column api.requests.state is 'pending or closed.';
comment on column api.requests.outcome is
'applied, or the code it was refused with; null while pending.';
comment on column api.requests.created_at is 'When it was asked for.';
comment on column api.requests.closed_at is 'When the engine decided, or null.';
