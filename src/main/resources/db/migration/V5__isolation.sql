-- An observer that still owes a delivery something: it failed, or waits behind one of the same lead that failed.
drop table observer_task;

create table observer_task (
    delivery_id uuid not null,
    observer    varchar(500) not null,          -- its name
    lane        integer not null,
    lead_key    varchar(322) not null,
    priority    integer not null,               -- the observer's: the mirror comes first
    attempts    integer not null,               -- how many have failed
    due_at      timestamp with time zone not null,
    state       varchar(20) not null,           -- OPEN, PARKED
    replayed    boolean not null,
    released    boolean not null,
    last_error  varchar(4000),                  -- never a value
    primary key (delivery_id, observer)
);

create index observer_task_lane on observer_task (lane, state);
create index observer_task_lead on observer_task (lead_key, observer, delivery_id);

-- A delivery that repeats another, and one that was released all the same.
alter table queue add column released boolean default false not null;

drop view inbox;

alter table delivery add column duplicate_of varchar(36); -- its id; text, since EclipseLink reads no absent uuid

create view inbox as
select d.id, d.received_at, d.state, d.action, d.lead_id, d.lead_email, b.bytes as body, d.last_error, d.processed_at,
       d.repaired, d.unexpected, d.duplicate_of, d.length, d.sha256, d.key_name, d.remote_address, d.content_type,
       d.content_encoding, d.headers, d.surface, d.lead_key, d.lane
from delivery d
join delivery_body b on b.id = d.id;
