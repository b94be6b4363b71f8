-- Payments of orders. All amounts are integers in the minor unit of the currency.
CREATE TABLE payment (
  id                 text PRIMARY KEY,
  order_id           text NOT NULL UNIQUE,
  order_number       text NOT NULL,
  status             text NOT NULL CHECK (status IN ('pending', 'captured', 'voided', 'failed', 'conflicted')),
  amount             bigint NOT NULL CHECK (amount > 0),
  currency           char(3) NOT NULL,
  -- The processor's idempotency key of this payment's intent, and the request exactly as sent under it, until it is answered.
  attempt_id         uuid NOT NULL UNIQUE,
  request            jsonb,
  reference          text UNIQUE,
  -- The one successful charge.
  charge             text UNIQUE,
  captured_amount    bigint NOT NULL DEFAULT 0,
  refund_reserved    bigint NOT NULL DEFAULT 0,
  refunded_amount    bigint NOT NULL DEFAULT 0,
  decline_code       text,
  void_requested_at  timestamptz(3),
  order_cancelled_at timestamptz(3),
  next_check_at      timestamptz(3),
  created_at         timestamptz(3) NOT NULL DEFAULT now(),
  updated_at         timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT captured_is_what_was_asked CHECK (captured_amount = CASE WHEN status = 'captured' THEN amount ELSE 0 END),
  CONSTRAINT refunds_within_captured CHECK (0 <= refunded_amount AND refunded_amount <= refund_reserved AND refund_reserved <= captured_amount)
);
CREATE INDEX payment_due ON payment (next_check_at) WHERE next_check_at IS NOT NULL;
CREATE INDEX payment_newest ON payment (created_at DESC, id DESC);

CREATE TABLE order_gate (
  order_id text PRIMARY KEY,
  closed   boolean NOT NULL DEFAULT false
);

CREATE TABLE decline (
  payment_id text NOT NULL REFERENCES payment (id),
  key        text NOT NULL,
  code       text,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (payment_id, key)
);

CREATE TABLE refund (
  id            text PRIMARY KEY,
  payment_id    text NOT NULL REFERENCES payment (id),
  amount        bigint NOT NULL CHECK (amount > 0),
  reason        text NOT NULL,
  cause         text NOT NULL CHECK (cause IN ('request', 'cancellation', 'processor')),
  status        text NOT NULL CHECK (status IN ('pending', 'succeeded', 'failed')),
  reference     text UNIQUE,
  next_check_at timestamptz(3),
  created_at    timestamptz(3) NOT NULL DEFAULT now(),
  settled_at    timestamptz(3)
);
CREATE INDEX refund_of_payment ON refund (payment_id);
CREATE UNIQUE INDEX one_refund_per_cancellation ON refund (payment_id) WHERE cause = 'cancellation';
CREATE INDEX refund_due ON refund (next_check_at) WHERE next_check_at IS NOT NULL;

CREATE TABLE webhook_event (
  id          text PRIMARY KEY,
  type        text NOT NULL,
  intent      text,
  payload     jsonb NOT NULL,
  received_at timestamptz(3) NOT NULL DEFAULT now(),
  handled_at  timestamptz(3)
);
CREATE INDEX webhook_event_waiting ON webhook_event (intent, received_at) WHERE handled_at IS NULL;

-- The ledger: double entry, append-only. Debits are positive, credits negative.
CREATE TABLE ledger_account (
  code text PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('asset', 'liability', 'income', 'expense'))
);
INSERT INTO ledger_account (code, kind) VALUES
  ('processor', 'asset'),   -- what the card processor owes us
  ('sales', 'income'),
  ('refunds', 'expense'),
  ('suspense', 'liability'); -- money that came in another amount than was asked for, until people settle it

CREATE TABLE ledger_transaction (
  id         text PRIMARY KEY,
  kind       text NOT NULL CHECK (kind IN ('capture', 'conflict', 'refund', 'refund_reversal')),
  payment_id text NOT NULL REFERENCES payment (id),
  refund_id  text REFERENCES refund (id),
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  CHECK ((refund_id IS NOT NULL) = (kind IN ('refund', 'refund_reversal')))
);
CREATE UNIQUE INDEX one_taking_per_payment ON ledger_transaction (payment_id) WHERE kind IN ('capture', 'conflict');
CREATE UNIQUE INDEX one_posting_per_refund ON ledger_transaction (refund_id, kind) WHERE refund_id IS NOT NULL;

CREATE TABLE ledger_entry (
  id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  transaction_id text NOT NULL REFERENCES ledger_transaction (id),
  account        text NOT NULL REFERENCES ledger_account (code),
  currency       char(3) NOT NULL,
  amount         bigint NOT NULL CHECK (amount <> 0)
);
CREATE INDEX ledger_entry_of_transaction ON ledger_entry (transaction_id);

CREATE FUNCTION ledger_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the ledger is append-only: % of % is refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON ledger_transaction FOR EACH ROW EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON ledger_entry FOR EACH ROW EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON ledger_transaction FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON ledger_entry FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();

-- At commit every transaction has entries, and they sum to zero for each currency. An entry that is added to an older
-- transaction is looked at as well.
CREATE FUNCTION ledger_must_balance() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  txn text := CASE WHEN TG_TABLE_NAME = 'ledger_transaction' THEN to_jsonb(NEW) ->> 'id' ELSE to_jsonb(NEW) ->> 'transaction_id' END;
BEGIN
  IF NOT EXISTS (SELECT 1 FROM ledger_entry WHERE transaction_id = txn) THEN
    RAISE EXCEPTION 'ledger transaction % has no entries', txn USING ERRCODE = 'check_violation';
  END IF;
  IF EXISTS (SELECT 1 FROM ledger_entry WHERE transaction_id = txn GROUP BY currency HAVING sum(amount) <> 0) THEN
    RAISE EXCEPTION 'ledger transaction % does not sum to zero', txn USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER balanced AFTER INSERT ON ledger_transaction DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION ledger_must_balance();
CREATE CONSTRAINT TRIGGER balanced AFTER INSERT ON ledger_entry DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION ledger_must_balance();
