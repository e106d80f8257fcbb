-- Erased ones are set aside, too. Without their state in its condition, PostgreSQL cannot take the index for whoever asks for all
-- that is set aside, and reads the whole table.
${postgresql} drop index delivery_set_aside;
${postgresql} create index delivery_set_aside on delivery (state, id) where state in ('DISCARDED', 'DUPLICATE', 'ERASED', 'PARKED', 'QUARANTINED', 'RETRYING');
