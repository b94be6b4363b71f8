-- What every service with events of its own carries in its database.
CREATE SCHEMA IF NOT EXISTS messaging;

-- The last sequence of each aggregate. The row's lock, held until commit, is what keeps an aggregate's events in order.
CREATE TABLE messaging.aggregate_sequence (
  aggregate_id text PRIMARY KEY,
  last bigint NOT NULL
) WITH (fillfactor = 80);

-- Events that were committed with their cause. Kept a while after publication, for replay.
CREATE TABLE messaging.outbox (
  position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  bucket smallint NOT NULL,
  id uuid NOT NULL,
  type text NOT NULL,
  version integer NOT NULL,
  aggregate_id text NOT NULL,
  sequence bigint NOT NULL,
  occurred_at timestamptz NOT NULL,
  traceparent text NOT NULL,
  actor text NOT NULL,
  data jsonb NOT NULL,
  published_at timestamptz,
  CONSTRAINT outbox_sequence_once UNIQUE (aggregate_id, sequence)
) WITH (autovacuum_vacuum_scale_factor = 0.02);
CREATE INDEX outbox_waiting ON messaging.outbox (position) INCLUDE (bucket) WHERE published_at IS NULL;
CREATE INDEX outbox_age ON messaging.outbox USING brin (occurred_at);

-- Events that are settled here: their effect is done, or they are parked as dead letters.
CREATE TABLE messaging.inbox (
  event_id uuid PRIMARY KEY,
  settled_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX inbox_age ON messaging.inbox USING brin (settled_at);

-- Events whose effect failed, and those of the same aggregate that wait behind them, in their order.
CREATE TABLE messaging.dead_letter (
  position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  event_id uuid NOT NULL UNIQUE,
  topic text NOT NULL,
  type text NOT NULL,
  aggregate_id text NOT NULL,
  event jsonb NOT NULL,
  attempts integer NOT NULL,
  -- Why it failed; null while it only waits behind another.
  error text,
  -- When it is tried again by itself; null when somebody has to look, or when it waits behind another.
  retry_at timestamptz,
  parked_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX dead_letter_stream ON messaging.dead_letter (topic, aggregate_id, position);
CREATE INDEX dead_letter_retry ON messaging.dead_letter (retry_at) WHERE retry_at IS NOT NULL;
