-- What is looked up for every batch, in the order in which it is looked up. H2 reads no index backwards.
drop index delivery_lead_key;
create index delivery_lead_key on delivery (lead_key, id desc);

drop index observer_task_lane;
create index observer_task_lane on observer_task (lane, state, due_at);

drop index observer_task_lead;
create index observer_task_lead on observer_task (lane, state, lead_key, observer, delivery_id);
