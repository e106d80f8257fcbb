-- The inbox: what was received, byte for byte, and what is still to be done with it.
-- The same statements run on H2 and PostgreSQL; ${bytes} is the database's type for bytes.

-- Written once, never updated: a change of state must not copy the body.
create table delivery_body (
    id    uuid primary key,
    bytes ${bytes} not null
);

-- One row per POST that was kept. Narrow, and no index on state: it changes with every delivery.
create table delivery (
    id               uuid primary key,                    -- UUIDv7, ascending in the order of receipt
    received_at      timestamp with time zone not null,   -- when the body had been read
    surface          varchar(20)  not null,               -- which of Kartra's interfaces: outbound
    key_name         varchar(255) not null,               -- the name of the key it came with, never the key
    remote_address   varchar(255) not null,
    content_type     varchar(255),
    content_encoding varchar(255),
    headers          varchar(8192) not null,              -- one per line, without secrets
    length           integer not null,                    -- of the body, in bytes
    sha256           ${bytes} not null,                   -- of the body
    action           varchar(100),                        -- Kartra's word
    lead_key         varchar(322) not null,               -- i:id, else e:e-mail, else d:delivery
    lead_id          bigint,
    lead_email       varchar(320),
    lane             integer not null,
    state            varchar(20) not null,
    last_error       varchar(4000),                       -- why it failed or cannot be read; never a value
    processed_at     timestamp with time zone,
    repaired         boolean not null,                    -- JSON only after a repair
    unexpected       varchar(4000)                        -- what did not look as documented, one line each
);

create index delivery_lead_key on delivery (lead_key, id);

-- Deliveries that are still to be processed; the row goes when that is done. No foreign keys: a lane that is locked must
-- never make a keep wait.
create table queue (
    delivery_id uuid primary key,
    lane        integer not null,
    lead_key    varchar(322) not null,
    due_at      timestamp with time zone not null,
    attempts    integer not null,
    replayed    boolean not null
);

create index queue_lane on queue (lane, delivery_id);

-- Locked by whoever works on a lane, never written, referred to by nothing.
create table lane (
    id integer primary key
);

insert into lane (id)
select tens.n * 8 + ones.n
from (values (0), (1), (2), (3), (4), (5), (6), (7)) as tens (n)
cross join (values (0), (1), (2), (3), (4), (5), (6), (7)) as ones (n);

-- An observer that still owes a delivery something.
create table observer_task (
    delivery_id uuid not null,
    observer    varchar(255) not null,
    lead_key    varchar(322) not null,
    attempts    integer not null,
    due_at      timestamp with time zone not null,
    state       varchar(20) not null,
    last_error  varchar(4000),
    primary key (delivery_id, observer)
);

-- What makes a payment count once.
create table commerce_fact (
    fact_key    varchar(255) primary key,
    delivery_id uuid not null
);

-- Keys of the URL that Kartra posts to. Only their hashes.
create table access_key (
    name       varchar(255) primary key,
    sha256     ${bytes} not null,
    created_at timestamp with time zone not null
);

-- A delivery together with its body, for people and tools.
create view inbox as
select d.id, d.received_at, d.state, d.action, d.lead_id, d.lead_email, b.bytes as body, d.last_error, d.processed_at,
       d.repaired, d.unexpected, d.length, d.sha256, d.key_name, d.remote_address, d.content_type, d.content_encoding,
       d.headers, d.surface, d.lead_key, d.lane
from delivery d
join delivery_body b on b.id = d.id;
