-- Care for personal data: nothing is kept for longer than it is needed, and a lead can be erased.

-- Whom an operator had erased.
create table erasure (
    id          uuid primary key,                    -- UUIDv7
    erased_at   timestamp with time zone not null,
    blocked     boolean not null,                    -- later notifications of the lead are erased as they arrive
    leads       varchar,                             -- ids and addresses, until observers were told of it; then nothing
    searched_to uuid not null,                       -- up to this delivery it was looked for in bodies of others
    redacted    bigint not null,                     -- deliveries of others that named it
    done_at     timestamp with time zone             -- when nothing was left to search
);

-- By which ids and addresses it is recognized: keyed hashes, for what is erased is to be known no more.
create table erased_name (
    hash       varchar(64) not null,
    erasure_id uuid not null,
    primary key (hash, erasure_id)
);

-- The key of these hashes, made when the first lead is erased.
create table erasure_secret (
    id     integer primary key,
    secret varchar(64) not null
);

-- How far the daily round has come that deletes what is old; one row.
create table retention (
    id           integer primary key,
    due_at       timestamp with time zone not null,
    looked_up_to uuid not null,
    bodies       bigint not null                     -- deleted in this round so far
);

insert into retention (id, due_at, looked_up_to, bodies)
values (1, timestamp with time zone '2000-01-01 00:00:00+00:00', '00000000-0000-0000-0000-000000000000', 0);

-- A delivery stays, also where its body does not. Kartra sends from addresses of its own when somebody tries it out.
drop view inbox;

create view inbox as
select d.id, d.received_at, d.state, d.action, d.lead_id, d.lead_email, b.bytes as body, d.last_error, d.processed_at,
       d.repaired, d.unexpected, d.duplicate_of, d.late, coalesce(lower(d.lead_email) like '%@kartra.com', false) as test,
       d.length, d.sha256, d.key_name, d.remote_address, d.content_type, d.content_encoding, d.headers, d.surface,
       d.lead_key, d.lane
from delivery d
left join delivery_body b on b.id = d.id;
