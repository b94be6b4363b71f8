CREATE SCHEMA IF NOT EXISTS service;

-- One row per request that was sent with an idempotency key.
CREATE TABLE service.idempotency_key (
  actor       text        NOT NULL,
  procedure   text        NOT NULL,
  key         text        NOT NULL,
  -- SHA-256 of the request, so that a key is not used for two different ones.
  body_hash   text        NOT NULL,
  state       text        NOT NULL DEFAULT 'running' CHECK (state IN ('running', 'done')),
  -- Who works on it, and until when that is believed.
  holder      uuid        NOT NULL,
  lease_until timestamptz NOT NULL,
  -- What the work made, written in the transaction that made it.
  resource    text,
  -- {"value": …} or {"problem": …}, once done.
  outcome     jsonb,
  created_at  timestamptz NOT NULL DEFAULT now(),
  expires_at  timestamptz NOT NULL,
  PRIMARY KEY (actor, procedure, key),
  CHECK ((state = 'done') = (outcome IS NOT NULL))
);

CREATE INDEX idempotency_key_expiry ON service.idempotency_key (expires_at);
