-- The mirror of every action that Kartra documents. As before, columns carry Kartra's names, absent is what was never said
-- or was cleared, and received_at, since and until are times of receipt, since Kartra sends none.
-- ${amount} holds any amount unchanged; on PostgreSQL also with the decimals that it was sent with, on H2 with ten.

-- What many leads share. named_by is the delivery that the name was taken from.
create table sequence (
    sequence_id   bigint primary key,
    sequence_name varchar,
    named_by      uuid not null
);

create table form (
    form_id   bigint primary key,
    form_name varchar,
    named_by  uuid not null
);

create table survey (
    survey_id   bigint primary key,
    survey_name varchar,
    named_by    uuid not null
);

create table calendar (
    calendar_id   bigint primary key,
    calendar_name varchar,
    named_by      uuid not null
);

create table video (
    video_id   bigint primary key,
    video_name varchar,
    named_by   uuid not null
);

create table kartra_page (
    kartra_page_id   bigint primary key,
    kartra_page_name varchar,
    named_by         uuid not null
);

create table page_split_test_link (
    page_split_test_link_id   bigint primary key,
    page_split_test_link_name varchar,
    named_by                  uuid not null
);

create table product (
    product_id            bigint primary key,
    product_name          varchar,
    named_by              uuid,
    official_product_name varchar,              -- only sign-ups of partners tell it
    official_named_by     uuid
);

create table membership (
    membership_id   bigint primary key,
    membership_name varchar,
    named_by        uuid not null
);

create table membership_level (
    membership_id bigint not null references membership (membership_id),
    level_id      bigint not null,              -- 0 where the notification named no level
    level_name    varchar,
    named_by      uuid not null,
    primary key (membership_id, level_id)
);

-- Who is in which sequence. Who completed it is no longer in it.
create table sequence_enrollment (
    lead_key     varchar(322) not null references lead (lead_key),
    sequence_id  bigint not null references sequence (sequence_id),
    active       boolean not null,
    since        timestamp with time zone,
    until        timestamp with time zone,
    completed_at timestamp with time zone,
    delivery_id  uuid not null,
    primary key (lead_key, sequence_id)
);

create index sequence_enrollment_sequence on sequence_enrollment (sequence_id, active);

-- Who has access to which level of which membership.
create table membership_access (
    lead_key      varchar(322) not null references lead (lead_key),
    membership_id bigint not null,
    level_id      bigint not null,
    active        boolean not null,
    since         timestamp with time zone,
    until         timestamp with time zone,
    delivery_id   uuid not null,
    primary key (lead_key, membership_id, level_id),
    foreign key (membership_id, level_id) references membership_level (membership_id, level_id)
);

create index membership_access_level on membership_access (membership_id, level_id, active);

-- What happens again and again: a row for each delivery that told it.
create table form_submission (
    delivery_id uuid primary key,
    lead_key    varchar(322) not null references lead (lead_key),
    form_id     bigint references form (form_id),
    received_at timestamp with time zone not null
);

create index form_submission_lead on form_submission (lead_key);
create index form_submission_form on form_submission (form_id, received_at);

create table survey_response (
    delivery_id            uuid primary key,
    lead_key               varchar(322) not null references lead (lead_key),
    survey_id              bigint references survey (survey_id),
    survey_type            bigint,
    survey_score           varchar,
    survey_completion_time bigint,
    received_at            timestamp with time zone not null
);

create index survey_response_lead on survey_response (lead_key);
create index survey_response_survey on survey_response (survey_id, received_at);

-- A row for each answer, and one for a question without answers.
create table survey_answer (
    delivery_id      uuid not null references survey_response (delivery_id),
    position         integer not null,          -- of the row within the response, in Kartra's order
    question_id      bigint,
    question_title   varchar,
    question_correct bigint,
    option_id        bigint,
    option_value     varchar,
    primary key (delivery_id, position)
);

create table video_view (
    delivery_id uuid primary key,
    lead_key    varchar(322) not null references lead (lead_key),
    video_id    bigint references video (video_id),
    completed   boolean not null,               -- watched to its end; otherwise started
    received_at timestamp with time zone not null
);

create index video_view_lead on video_view (lead_key);
create index video_view_video on video_view (video_id, received_at);

create table page_visit (
    delivery_id    uuid primary key,
    lead_key       varchar(322) not null references lead (lead_key),
    kartra_page_id bigint references kartra_page (kartra_page_id),
    received_at    timestamp with time zone not null
);

create index page_visit_lead on page_visit (lead_key);
create index page_visit_page on page_visit (kartra_page_id, received_at);

create table split_test_click (
    delivery_id             uuid primary key,
    lead_key                varchar(322) not null references lead (lead_key),
    page_split_test_link_id bigint references page_split_test_link (page_split_test_link_id),
    received_at             timestamp with time zone not null
);

create index split_test_click_lead on split_test_click (lead_key);
create index split_test_click_link on split_test_click (page_split_test_link_id, received_at);

create table score_reached (
    delivery_id uuid primary key,
    lead_key    varchar(322) not null references lead (lead_key),
    points      bigint,
    received_at timestamp with time zone not null
);

create index score_reached_lead on score_reached (lead_key);

-- Appointments. calendar_subscription_id is '' where none was sent: then there is one row for lead and calendar.
create table calendar_booking (
    lead_key                 varchar(322) not null references lead (lead_key),
    calendar_id              bigint not null references calendar (calendar_id),
    calendar_subscription_id varchar(255) not null,
    class_id                 bigint,
    class_name               varchar,
    vendor_timezone          varchar,
    events                   varchar,           -- JSON as it came: Kartra does not document what is in it
    state                    varchar(20) not null, -- SUBSCRIBED, CANCELED, COMPLETED
    subscribed_at            timestamp with time zone,
    canceled_at              timestamp with time zone,
    completed_at             timestamp with time zone,
    delivery_id              uuid not null,
    primary key (lead_key, calendar_id, calendar_subscription_id)
);

create index calendar_booking_calendar on calendar_booking (calendar_id, state);

create table calendar_booking_host (
    lead_key                 varchar(322) not null,
    calendar_id              bigint not null,
    calendar_subscription_id varchar(255) not null,
    position                 integer not null,
    host_first_name          varchar,
    host_last_name           varchar,
    host_email_address       varchar,
    primary key (lead_key, calendar_id, calendar_subscription_id, position),
    foreign key (lead_key, calendar_id, calendar_subscription_id)
        references calendar_booking (lead_key, calendar_id, calendar_subscription_id)
);

-- Who sells which product: affiliates and joint venture partners.
create table product_signup (
    lead_key    varchar(322) not null references lead (lead_key),
    product_id  bigint not null references product (product_id),
    role        varchar(20) not null,           -- AFFILIATE, JV
    received_at timestamp with time zone not null,
    delivery_id uuid not null,
    primary key (lead_key, product_id, role)
);

create index product_signup_product on product_signup (product_id, role);

-- Purchases, refunds and cancellations, each once, however often it was delivered. The columns lead_… are the buyer as of the
-- transaction.
create table sale (
    fact_key                varchar(255) primary key, -- action and transaction id, of some also a hash; else the delivery
    action                  varchar(100) not null,
    lead_key                varchar(322) not null references lead (lead_key),
    transaction_id          bigint,
    product_id              bigint references product (product_id),
    product_price_point     bigint,
    transaction_quantity    bigint,
    transaction_full_amount ${amount},
    transaction_base_amount ${amount},
    transaction_date        timestamp with time zone,
    transaction_type        varchar,
    lead_id                 bigint,
    lead_first_name         varchar,
    lead_last_name          varchar,
    lead_email              varchar,
    lead_username           varchar,
    received_at             timestamp with time zone not null, -- of the first delivery that told
    delivery_id             uuid not null                      -- the newest that told
);

create index sale_lead on sale (lead_key);
create index sale_product on sale (product_id, received_at);
create index sale_transaction on sale (transaction_id);

-- Answers to common questions.

-- Who holds a tag now?
create view tag_holder as
select a.tag_id, t.tag_name, l.id as lead_id, l.email, l.first_name, l.last_name, a.since, a.lead_key
from tag_assignment a
join tag t on t.tag_id = a.tag_id
join lead l on l.lead_key = a.lead_key
where a.active;

-- Who is on a list now?
create view list_subscriber as
select s.list_id, m.list_name, l.id as lead_id, l.email, l.first_name, l.last_name, s.since, s.lead_key
from list_subscription s
join mailing_list m on m.list_id = s.list_id
join lead l on l.lead_key = s.lead_key
where s.active;

-- Who has access to a level of a membership now?
create view member as
select a.membership_id, m.membership_name, a.level_id, v.level_name, l.id as lead_id, l.email, l.first_name, l.last_name,
       a.since, a.lead_key
from membership_access a
join membership m on m.membership_id = a.membership_id
join membership_level v on v.membership_id = a.membership_id and v.level_id = a.level_id
join lead l on l.lead_key = a.lead_key
where a.active;

-- What does a product bring, by month of receipt in UTC, to two decimals? Refunds whatever their sign, since Kartra does not
-- document it.
create view revenue as
select s.product_id, p.product_name, s.received_in,
       count(case when s.action = 'buy_product' then 1 end) as purchases,
       cast(coalesce(sum(case when s.action = 'buy_product' then s.transaction_full_amount end), 0) as numeric(30, 2))
           as revenue,
       count(case when s.action in ('refund_product', 'partial_refund_product') then 1 end) as refunds,
       cast(coalesce(sum(case when s.action in ('refund_product', 'partial_refund_product')
                              then abs(s.transaction_full_amount) end), 0) as numeric(30, 2)) as refunded,
       count(case when s.action = 'cancel_subscription' then 1 end) as cancellations
from (select product_id, action, transaction_full_amount,
             to_char(received_at at time zone 'UTC', 'YYYY-MM') as received_in
      from sale) s
left join product p on p.product_id = s.product_id
group by s.product_id, p.product_name, s.received_in;

-- What is known to have happened to the lead with an e-mail address, given in lower case?
create view lead_history as
select s.email, t.received_at, t.action, t.subject, t.delivery_id, t.lead_key
from lead_sighting s
join timeline t on t.lead_key = s.lead_key;

-- How often was which answer given?
create view survey_result as
select r.survey_id, s.survey_name, a.question_id, a.question_title, a.option_id, a.option_value, count(*) as answers
from survey_response r
join survey_answer a on a.delivery_id = r.delivery_id
left join survey s on s.survey_id = r.survey_id
group by r.survey_id, s.survey_name, a.question_id, a.question_title, a.option_id, a.option_value;
