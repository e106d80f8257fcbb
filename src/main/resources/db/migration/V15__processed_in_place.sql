-- Processing a delivery rewrites its row. PostgreSQL leaves the indexes alone where no column of an index changes, be it only in
-- an index's condition, and where the row's page has room for the new version.

-- The state of what is set aside; nothing for what waits or was processed without a fault, before and after.
${postgresql} alter table delivery add column set_aside varchar(20) generated always as (case when state not in ('RECEIVED', 'PROCESSED') then state end) stored;
${h2} alter table delivery add column set_aside varchar(20) generated always as (case when state not in ('RECEIVED', 'PROCESSED') then state end);

${postgresql} drop index delivery_set_aside;
${postgresql} create index delivery_set_aside on delivery (set_aside, id) where set_aside is not null;

-- Room for one new version of each row.
${postgresql} alter table delivery set (fillfactor = 50);
