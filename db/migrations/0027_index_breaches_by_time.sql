-- Operators read the newest breaches of all users.

create index breaches_recorded_idx on tenancy.breaches (recorded_at);
