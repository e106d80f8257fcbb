-- A delivery that waits to be told once more, and only to observers that make anew what they wrote: the mirror is rebuilt.
alter table queue add column rebuild boolean default false not null;

-- Which observers these are.
alter table observer add column rebuilt boolean default false not null;

-- Which sale a delivery told last: a lead is rebuilt together with those that told of the same sale.
create index sale_delivery on sale (delivery_id);
