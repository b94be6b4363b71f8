-- Sweeps go by the keys, which grow with time; these indexes were read as a whole, since new rows fill the space of old ones.
DROP INDEX messaging.outbox_age;
DROP INDEX messaging.inbox_age;
