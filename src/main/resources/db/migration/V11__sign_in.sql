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
