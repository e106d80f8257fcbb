-- Two roles for Kartra Inbox, with no more rights than each needs: kartra_migrate makes and alters the tables when a server
-- starts, kartra reads and writes rows and can change no table. Run it as an administrator in the database that is to hold the
-- tables; running it again does no harm:
--
--   createdb kartra
--   psql -d kartra -f roles.sql
--   psql -d kartra -c '\password kartra_migrate' -c '\password kartra'
--
-- Then let servers know both, by KARTRA_INBOX_DB_USER and _PASSWORD, KARTRA_INBOX_DB_MIGRATE_USER and _MIGRATE_PASSWORD.

do $$
begin
    if not exists (select from pg_roles where rolname = 'kartra_migrate') then
        create role kartra_migrate login;
    end if;
    if not exists (select from pg_roles where rolname = 'kartra') then
        create role kartra login;
    end if;
    -- Nobody else enters, and nobody makes temporary tables: PostgreSQL lets everybody do both.
    execute format('revoke all on database %I from public', current_database());
    execute format('grant connect on database %I to kartra, kartra_migrate', current_database());
end
$$;

revoke create on schema public from public;
grant usage, create on schema public to kartra_migrate;
grant usage on schema public to kartra;

-- What kartra_migrate makes from now on, and what it made already.
alter default privileges for role kartra_migrate in schema public grant select, insert, update, delete on tables to kartra;
grant select, insert, update, delete on all tables in schema public to kartra;

-- What was migrated is not for kartra to say.
do $$
begin
    if to_regclass('public.flyway_schema_history') is not null then
        revoke insert, update, delete on public.flyway_schema_history from kartra;
    end if;
end
$$;

-- The metric of the oldest snapshot sees other roles' transactions only with the right to read what everybody does here. Where
-- that is not too much:
--
--   grant pg_read_all_stats to kartra;
