-- Who may sign in, and by which bearer tokens.
create table account (
    name       varchar(64) primary key,
    password   varchar(255) not null,                -- PBKDF2: algorithm, iterations, salt and hash; never itself
    role       varchar(20) not null,                 -- VIEWER, OPERATOR
    created_at timestamp with time zone not null
);

create table token (
    id           uuid primary key,
    account      varchar(64) not null references account (name),
    name         varchar(64) not null,               -- what its maker calls it
    sha256       ${bytes} not null,                  -- never itself
    role         varchar(20) not null,               -- not above the account's
    created_at   timestamp with time zone not null,
    expires_at   timestamp with time zone not null,
    last_used_at timestamp with time zone,           -- to the minute
    revoked_at   timestamp with time zone
);

create unique index token_sha256 on token (sha256);
create index token_account on token (account);

-- Keys of the URL can be ended: accepted until then. Absent: no end is set.
alter table access_key add column live_until timestamp with time zone;

-- What operators look for among millions. ${postgresql} leaves out what H2 cannot do, or need not: it serves one small server.
-- Hardly any update of a delivery stays on its page anyway (1 in 100), so an index whose condition is the state takes nothing
-- away; what is received and processed without a fault is never in it.
${postgresql} create index delivery_set_aside on delivery (state, id) where state in ('DISCARDED', 'DUPLICATE', 'PARKED', 'QUARANTINED', 'RETRYING');
-- These two cost keeping and processing about 5 % more of PostgreSQL's log each.
${postgresql} create index delivery_action on delivery (action, id);
${postgresql} create index delivery_key_name on delivery (key_name, id);
