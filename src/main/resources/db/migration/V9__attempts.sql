-- Attempts are counted where they are made, by observer: a delivery waits to be told, or observers owe it something.
alter table queue drop column attempts;
