-- What was unexpected in notifications, summed up: shows when Kartra changes something. A sum may lag behind by some
-- seconds; each delivery keeps its own in the column unexpected.
create table drift (
    action        varchar(100) not null,        -- Kartra's word
    path          varchar(255) not null,        -- where, for example lead.score
    kind          varchar(20) not null,         -- UNKNOWN_KEY, MISSING_KEY, WRONG_TYPE, …
    first_seen_at timestamp with time zone not null,
    last_seen_at  timestamp with time zone not null,
    deliveries    bigint not null,
    delivery_id   uuid not null,                -- the newest, as an example
    primary key (action, path, kind)
);

-- Which observers are told of which action, as of the last start.
create table observer (
    name   varchar(500) not null,
    action varchar(100) not null,               -- Kartra's word; (other) for those without a type of their own
    primary key (name, action)
);
