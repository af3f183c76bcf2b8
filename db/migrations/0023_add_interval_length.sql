-- The interval as what is added to a moment: making it of a number costs more than all else that is
-- asked of a row, four rows an account.
alter table health.loops
  add column interval_length interval
    generated always as (interval_seconds * interval '1 second') stored;
