-- Parked events of a stream are tried in the order of their sequence, whenever each of them was parked: a replay of a span of time
-- brings older ones.
ALTER TABLE messaging.dead_letter
  ADD COLUMN sequence bigint,
  -- The last attempt; null while it has only waited.
  ADD COLUMN tried_at timestamptz;
UPDATE messaging.dead_letter SET sequence = (event->>'sequence')::bigint;
ALTER TABLE messaging.dead_letter ALTER COLUMN sequence SET NOT NULL;
DROP INDEX messaging.dead_letter_stream;
CREATE INDEX dead_letter_stream ON messaging.dead_letter (topic, aggregate_id, sequence, position);

-- The types of events that the service hears, as its newest process told: what a replay of a span of time is for.
CREATE TABLE messaging.heard_type (
  type text PRIMARY KEY
);

-- What people did to parked and past events, and why; written in the transaction that did it. Never swept.
CREATE TABLE messaging.action (
  position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT now(),
  -- `usr_…`, or `operator:` and the name of an account of the machine.
  actor text NOT NULL,
  action text NOT NULL CHECK (action IN ('replay', 'discard', 'replay_span')),
  -- The id of an event or of an aggregate, or `all`.
  target text NOT NULL,
  -- The reason, what it concerned, and how many.
  detail jsonb NOT NULL
);

CREATE FUNCTION messaging.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'actions are append-only: % is refused', TG_OP USING ERRCODE = 'integrity_constraint_violation';
END
$$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON messaging.action FOR EACH ROW EXECUTE FUNCTION messaging.refuse_change();
