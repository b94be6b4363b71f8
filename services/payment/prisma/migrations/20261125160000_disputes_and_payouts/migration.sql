-- The processor's fee for a payment, minor units; null until the processor has told it.
ALTER TABLE payment ADD COLUMN fee bigint;
ALTER TABLE payment ADD CONSTRAINT fee_of_what_was_taken CHECK (fee IS NULL OR status IN ('captured', 'conflicted'));

-- A chargeback, or an inquiry that may become one.
CREATE TABLE dispute (
  id                  text PRIMARY KEY,
  -- The processor's dispute.
  reference           text NOT NULL UNIQUE,
  payment_id          text NOT NULL REFERENCES payment (id),
  status              text NOT NULL CHECK (status IN ('warning_needs_response', 'warning_under_review', 'warning_closed',
                        'needs_response', 'under_review', 'won', 'lost')),
  reason              text NOT NULL,
  amount              bigint NOT NULL CHECK (amount > 0),
  currency            char(3) NOT NULL,
  -- Until when evidence is taken.
  due_at              timestamptz(3),
  -- The draft, by the processor's names of its fields; what was submitted once it was.
  evidence            jsonb NOT NULL DEFAULT '{}',
  submit_requested_at timestamptz(3),
  submitted_at        timestamptz(3),
  -- Days before the deadline of the last reminder.
  reminded_days       smallint,
  next_check_at       timestamptz(3),
  opened_at           timestamptz(3) NOT NULL,
  closed_at           timestamptz(3),
  updated_at          timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT closed_when_ended CHECK ((closed_at IS NOT NULL) = (status IN ('warning_closed', 'won', 'lost'))),
  CONSTRAINT submitted_as_asked CHECK (submitted_at IS NULL OR submit_requested_at IS NOT NULL)
);
CREATE INDEX dispute_of_payment ON dispute (payment_id);
CREATE INDEX dispute_due ON dispute (due_at) WHERE status IN ('needs_response', 'warning_needs_response');
CREATE INDEX dispute_check ON dispute (next_check_at) WHERE next_check_at IS NOT NULL;

-- A file of the evidence: its bytes are the processor's.
CREATE TABLE dispute_file (
  id         text PRIMARY KEY,
  dispute_id text NOT NULL REFERENCES dispute (id),
  kind       text NOT NULL,
  name       text NOT NULL,
  media_type text NOT NULL CHECK (media_type IN ('application/pdf', 'image/png', 'image/jpeg')),
  size       bigint NOT NULL CHECK (size BETWEEN 1 AND 5242880),
  -- The processor's file.
  reference  text NOT NULL UNIQUE,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  UNIQUE (dispute_id, kind)
);

-- What happened to a dispute, for its timeline; append-only. Money is in the ledger.
CREATE TABLE dispute_fact (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  dispute_id text NOT NULL REFERENCES dispute (id),
  type       text NOT NULL CHECK (type IN ('opened', 'evidence_saved', 'file_added', 'file_removed', 'reminded', 'submitted', 'submit_refused', 'status_changed')),
  data       jsonb NOT NULL DEFAULT '{}',
  actor      text NOT NULL,
  at         timestamptz(3) NOT NULL DEFAULT now()
);
CREATE INDEX dispute_fact_of ON dispute_fact (dispute_id, id);

-- Money that the processor sends to our bank.
CREATE TABLE payout (
  id           text PRIMARY KEY,
  -- The processor's payout.
  reference    text NOT NULL UNIQUE,
  status       text NOT NULL CHECK (status IN ('pending', 'in_transit', 'paid', 'failed', 'canceled')),
  amount       bigint NOT NULL CHECK (amount > 0),
  currency     char(3) NOT NULL,
  failure_code text,
  -- Whether it had counted as paid before it failed.
  was_paid     boolean NOT NULL DEFAULT false,
  arrives_at   timestamptz(3) NOT NULL,
  made_at      timestamptz(3) NOT NULL,
  updated_at   timestamptz(3) NOT NULL DEFAULT now()
);

INSERT INTO ledger_account (code, kind) VALUES
  ('bank', 'asset'),             -- what was paid out to our bank
  ('fees', 'expense'),           -- what the processor takes for its work
  ('disputes', 'asset'),         -- withheld by the processor until a dispute is decided
  ('dispute_losses', 'expense');

ALTER TABLE ledger_transaction
  ALTER COLUMN payment_id DROP NOT NULL,
  ADD COLUMN dispute_id text REFERENCES dispute (id),
  ADD COLUMN payout_id text REFERENCES payout (id),
  -- The discrepancy that a correction settles.
  ADD COLUMN discrepancy text REFERENCES discrepancy (subject),
  -- The movement of the processor's balance that it mirrors, where it is known by its id.
  ADD COLUMN movement text;
ALTER TABLE ledger_transaction DROP CONSTRAINT ledger_transaction_kind_check;
ALTER TABLE ledger_transaction DROP CONSTRAINT ledger_transaction_check;
ALTER TABLE ledger_transaction ADD CONSTRAINT ledger_transaction_kind_check CHECK (kind IN ('capture', 'conflict', 'fee', 'refund',
  'refund_reversal', 'dispute_withdrawal', 'dispute_reinstatement', 'dispute_loss', 'payout', 'payout_failure', 'correction'));
ALTER TABLE ledger_transaction ADD CONSTRAINT ledger_transaction_subject CHECK (CASE
  WHEN kind IN ('capture', 'conflict') THEN num_nulls(refund_id, dispute_id, payout_id, discrepancy) = 4 AND payment_id IS NOT NULL
  WHEN kind = 'fee' THEN num_nulls(refund_id, dispute_id, payout_id, discrepancy) = 4 AND num_nulls(payment_id, movement) = 0
  WHEN kind IN ('refund', 'refund_reversal') THEN num_nulls(dispute_id, payout_id, discrepancy) = 3 AND num_nulls(payment_id, refund_id) = 0
  WHEN kind = 'dispute_loss' THEN num_nulls(refund_id, payout_id, discrepancy) = 3 AND num_nulls(payment_id, dispute_id) = 0
  WHEN kind LIKE 'dispute_%' THEN num_nulls(refund_id, payout_id, discrepancy) = 3 AND num_nulls(payment_id, dispute_id, movement) = 0
  WHEN kind LIKE 'payout%' THEN num_nulls(payment_id, refund_id, dispute_id, discrepancy) = 4 AND num_nulls(payout_id, movement) = 0
  ELSE num_nulls(refund_id, dispute_id, payout_id) = 3 AND discrepancy IS NOT NULL
END);
CREATE UNIQUE INDEX one_fee_per_payment ON ledger_transaction (payment_id) WHERE kind = 'fee';
CREATE UNIQUE INDEX one_posting_per_movement ON ledger_transaction (movement) WHERE movement IS NOT NULL;
CREATE INDEX ledger_transaction_of_dispute ON ledger_transaction (dispute_id) WHERE dispute_id IS NOT NULL;
CREATE INDEX ledger_transaction_of_payout ON ledger_transaction (payout_id) WHERE payout_id IS NOT NULL;
CREATE INDEX ledger_transaction_of_discrepancy ON ledger_transaction (discrepancy) WHERE discrepancy IS NOT NULL;
CREATE INDEX ledger_entry_of_account ON ledger_entry (account, currency);

-- The same refusal, for what else is only ever added to.
CREATE OR REPLACE FUNCTION ledger_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the books are append-only: % of % is refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON dispute_fact FOR EACH ROW EXECUTE FUNCTION ledger_refuse_change();

-- When the books of the last weeks were last compared anew.
ALTER TABLE processor_match ADD COLUMN compared_at timestamptz(3);

ALTER TABLE discrepancy DROP CONSTRAINT discrepancy_kind_check;
ALTER TABLE discrepancy ADD CONSTRAINT discrepancy_kind_check CHECK (kind IN ('charge_unknown', 'charge_differs', 'charge_missing',
  'refund_differs', 'refund_missing', 'fee_differs', 'dispute_differs', 'dispute_missing', 'payout_differs', 'payout_missing',
  'payout_failed', 'movement_unknown'));

-- What people did about a difference, and why; append-only.
CREATE TABLE discrepancy_action (
  id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  subject text NOT NULL REFERENCES discrepancy (subject),
  action  text NOT NULL CHECK (action IN ('booked', 'accepted')),
  reason  text NOT NULL,
  -- What both books said at that time.
  ours    bigint NOT NULL,
  theirs  bigint NOT NULL,
  actor   text NOT NULL,
  at      timestamptz(3) NOT NULL DEFAULT now()
);
CREATE INDEX discrepancy_action_of ON discrepancy_action (subject, id DESC);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON discrepancy_action FOR EACH ROW EXECUTE FUNCTION ledger_refuse_change();
