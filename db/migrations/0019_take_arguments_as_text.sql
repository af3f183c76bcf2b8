-- Functions for tenants take every argument as text and read it themselves: what cannot be read is
-- refused under its name, where a cast would name only its type.

drop function if exists api.fn_cancel_signal(uuid, uuid, text, uuid);
drop function if exists api.fn_pause_profile(uuid, uuid, text, text);
drop function if exists api.fn_request_entry(
  uuid, uuid, text, text, text, text, numeric, numeric, numeric, text, boolean, numeric, integer
);
drop function if exists api.fn_request_exit(
  uuid, uuid, text, text, text, text, numeric, numeric, numeric, text, boolean, integer
);
drop function if exists api.fn_resume_profile(uuid, uuid, text);
drop function if exists api.fn_set_protection(
  uuid, uuid, text, uuid, text, numeric, numeric, timestamptz
);
