-- The mirror: the account as the notifications told it. Columns carry Kartra's names and hold what was said last; absent is
-- what was never said or was cleared.

create table lead (
    lead_key                 varchar(322) primary key,   -- i:id, else e:e-mail
    id                       bigint,
    first_name               varchar,
    middle_name              varchar,
    last_name                varchar,
    last_name2               varchar,
    email                    varchar,
    phone_country_code       varchar,
    phone                    varchar,
    company                  varchar,
    address                  varchar,
    city                     varchar,
    zip                      varchar,
    state                    varchar,
    country                  varchar,
    date_joined              timestamp with time zone,
    website                  varchar,
    ip                       varchar,
    ip_country               varchar,
    facebook                 varchar,
    twitter                  varchar,
    linkedin                 varchar,
    google_plus              varchar,
    sales_tax_id             varchar,
    lead_picture             varchar,
    source                   varchar,
    score                    bigint,
    lead_deleted             bigint,
    lead_deleted_date        timestamp with time zone,
    referring_id             bigint,
    blacklisted              bigint,
    source_id                bigint,
    gdpr_lead_status         bigint,
    gdpr_lead_status_date    timestamp with time zone,
    gdpr_lead_status_ip      varchar,
    gdpr_lead_communications bigint,
    lead_preferred_time_zone varchar
);

create unique index lead_id on lead (id);

-- When notifications told of a lead, and which was the newest: an older one never overwrites what a newer one said.
create table lead_sighting (
    lead_key      varchar(322) primary key references lead (lead_key),
    email         varchar(320),              -- in lower case, to find a lead by it
    first_seen_at timestamp with time zone not null,
    last_seen_at  timestamp with time zone not null,
    delivery_id   uuid not null              -- the newest
);

create index lead_sighting_email on lead_sighting (email);

create table custom_field (
    lead_key         varchar(322) not null references lead (lead_key),
    field_id         bigint not null,
    field_identifier varchar,
    field_type       varchar,
    field_text       varchar,
    primary key (lead_key, field_id)
);

create table custom_field_option (
    lead_key     varchar(322) not null,
    field_id     bigint not null,
    position     integer not null,
    option_id    bigint,
    option_value varchar,
    primary key (lead_key, field_id, position),
    foreign key (lead_key, field_id) references custom_field (lead_key, field_id)
);

-- What many leads share. named_by is the delivery that the name was taken from.
create table mailing_list (
    list_id   bigint primary key,
    list_name varchar,
    named_by  uuid not null
);

create table tag (
    tag_id   bigint primary key,
    tag_name varchar,
    named_by uuid not null
);

-- Who is on which list. since and until are times of receipt: Kartra sends none. delivery_id is the newest that told.
create table list_subscription (
    lead_key    varchar(322) not null references lead (lead_key),
    list_id     bigint not null references mailing_list (list_id),
    active      boolean not null,
    since       timestamp with time zone,
    until       timestamp with time zone,
    delivery_id uuid not null,
    primary key (lead_key, list_id)
);

create index list_subscription_list on list_subscription (list_id, active);

-- Who holds which tag.
create table tag_assignment (
    lead_key    varchar(322) not null references lead (lead_key),
    tag_id      bigint not null references tag (tag_id),
    active      boolean not null,
    since       timestamp with time zone,
    until       timestamp with time zone,
    delivery_id uuid not null,
    primary key (lead_key, tag_id)
);

create index tag_assignment_tag on tag_assignment (tag_id, active);

-- Every event of every lead, recognized or not.
create table timeline (
    delivery_id uuid primary key,
    lead_key    varchar(322) not null references lead (lead_key),
    received_at timestamp with time zone not null,
    action      varchar(100) not null,
    subject     varchar                      -- the name of the list, tag, … that it was about
);

create index timeline_lead on timeline (lead_key, delivery_id);
