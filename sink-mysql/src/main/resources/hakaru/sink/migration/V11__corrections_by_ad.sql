-- Killed in between, this is run again from the start: the statement may be repeated.

-- A day is read some ads at a time, and its corrections with them.
ALTER TABLE day_corrections DROP KEY by_day, ADD KEY by_day (day, ad), LOCK = NONE;
