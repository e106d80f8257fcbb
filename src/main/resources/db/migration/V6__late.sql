-- A delivery that newer ones of its lead may have overtaken: it waited in the journal of another server, or that server's
-- clock is behind.
drop view inbox;

alter table delivery add column late boolean default false not null;

create view inbox as
select d.id, d.received_at, d.state, d.action, d.lead_id, d.lead_email, b.bytes as body, d.last_error, d.processed_at,
       d.repaired, d.unexpected, d.duplicate_of, d.late, d.length, d.sha256, d.key_name, d.remote_address, d.content_type,
       d.content_encoding, d.headers, d.surface, d.lead_key, d.lane
from delivery d
join delivery_body b on b.id = d.id;
