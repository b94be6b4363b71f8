-- By what old events are found.
CREATE INDEX webhook_event_received ON webhook_event (received_at);
