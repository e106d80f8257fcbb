-- Run after Kartra Inbox's own migrations, and counted apart from them.
create table invoice (
    delivery_id    uuid primary key,
    transaction_id bigint,
    buyer          varchar(320),
    product        varchar(255),
    amount         ${amount}
);

create table new_action (
    action  varchar(100) primary key,
    details varchar
);
