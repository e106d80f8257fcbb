-- What operators did, written in the transaction in which they did it.
create table audit (
    id        uuid primary key,                    -- UUIDv7, ascending in the order in which it was written
    at        timestamp with time zone not null,
    operator  varchar(255) not null,               -- the account, its token, or the terminal; the server itself
    operation varchar(40) not null,                -- one word, for example replay
    subject   varchar(1000) not null,              -- what it was done to; never a person's data, never a key
    outcome   varchar(1000) not null               -- what came of it
);
