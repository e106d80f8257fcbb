-- The first delivery of a lead after another. PostgreSQL finds it in delivery_lead_key, which H2 does not read backwards.
${h2}create index delivery_lead_key_ascending on delivery (lead_key, id);
