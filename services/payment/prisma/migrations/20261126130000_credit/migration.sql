-- Gift cards and store credit. All amounts are minor units of the account's currency.
CREATE TABLE credit_account (
  id          text PRIMARY KEY,
  kind        text NOT NULL CHECK (kind IN ('gift_card', 'store_credit')),
  customer_id text,
  -- Whom a gift card was mailed to.
  recipient   text,
  currency    char(3) NOT NULL,
  balance     bigint NOT NULL DEFAULT 0,
  -- Of that, what payments hold that wait for their card.
  held        bigint NOT NULL DEFAULT 0,
  expires_at  timestamptz(3),
  disabled_at timestamptz(3),
  disabled_by text,
  disabled_reason text,
  created_at  timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT held_within_balance CHECK (0 <= held AND held <= balance),
  CONSTRAINT store_credit_is_a_customers CHECK ((customer_id IS NOT NULL) = (kind = 'store_credit')),
  CONSTRAINT disabled_by_somebody CHECK (num_nulls(disabled_at, disabled_by, disabled_reason) IN (0, 3)),
  CONSTRAINT only_cards_are_mailed CHECK (kind = 'gift_card' OR num_nulls(recipient, expires_at) = 2)
);
CREATE UNIQUE INDEX one_store_credit_per_currency ON credit_account (customer_id, currency) WHERE kind = 'store_credit';
CREATE INDEX credit_account_recipient ON credit_account (recipient text_pattern_ops) WHERE recipient IS NOT NULL;

-- What opens a gift card. A code is kept nowhere, so each mail has one of its own, and all of them open the card.
CREATE TABLE credit_code (
  hash       bytea PRIMARY KEY,
  account_id text NOT NULL REFERENCES credit_account (id),
  last_four  char(4) NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now()
);
CREATE INDEX credit_code_of ON credit_code (account_id, created_at DESC);
CREATE INDEX credit_code_last_four ON credit_code (last_four);

ALTER TABLE payment
  -- Of the amount, what gift cards and store credit pay; the rest is asked of the processor.
  ADD COLUMN credit_amount bigint NOT NULL DEFAULT 0,
  -- Of what is set aside for refunds, what goes back to the card.
  ADD COLUMN card_refund_reserved bigint NOT NULL DEFAULT 0;
UPDATE payment SET card_refund_reserved = refund_reserved WHERE refund_reserved > 0;
ALTER TABLE payment DROP CONSTRAINT payment_amount_check;
ALTER TABLE payment
  ADD CONSTRAINT payment_amount_check CHECK (amount >= 0),
  ADD CONSTRAINT credit_within_amount CHECK (0 <= credit_amount AND credit_amount <= amount),
  ADD CONSTRAINT card_refunds_within_card CHECK (0 <= card_refund_reserved
    AND card_refund_reserved <= LEAST(refund_reserved, amount - credit_amount));

-- What an account pays of a payment, and what of that has come back to it.
CREATE TABLE payment_credit (
  payment_id text NOT NULL REFERENCES payment (id),
  account_id text NOT NULL REFERENCES credit_account (id),
  position   smallint NOT NULL,
  amount     bigint NOT NULL CHECK (amount > 0),
  returned   bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (payment_id, account_id),
  CONSTRAINT returned_within_paid CHECK (0 <= returned AND returned <= amount)
);
CREATE INDEX payment_credit_of_account ON payment_credit (account_id);

ALTER TABLE refund
  -- Of the amount, what becomes credit again.
  ADD COLUMN credit_amount bigint NOT NULL DEFAULT 0,
  ADD COLUMN destination text NOT NULL DEFAULT 'original' CHECK (destination IN ('original', 'store_credit'));
ALTER TABLE refund ADD CONSTRAINT refund_credit_within_amount CHECK (0 <= credit_amount AND credit_amount <= amount
  AND (destination = 'original' OR credit_amount = amount));

INSERT INTO ledger_account (code, kind) VALUES
  ('gift_cards', 'liability'),   -- what gift cards are still good for
  ('store_credit', 'liability'), -- what customers have as store credit
  ('goodwill', 'expense');       -- what was given away as either

ALTER TABLE ledger_transaction ADD COLUMN credit_account_id text REFERENCES credit_account (id);
ALTER TABLE ledger_transaction DROP CONSTRAINT ledger_transaction_kind_check;
ALTER TABLE ledger_transaction ADD CONSTRAINT ledger_transaction_kind_check CHECK (kind IN ('capture', 'conflict', 'fee', 'refund',
  'refund_reversal', 'dispute_withdrawal', 'dispute_reinstatement', 'dispute_loss', 'payout', 'payout_failure', 'correction',
  'credit_issue', 'credit_adjustment'));
ALTER TABLE ledger_transaction DROP CONSTRAINT ledger_transaction_subject;
ALTER TABLE ledger_transaction ADD CONSTRAINT ledger_transaction_subject CHECK (CASE
  WHEN kind IN ('capture', 'conflict') THEN num_nulls(refund_id, dispute_id, payout_id, discrepancy) = 4 AND payment_id IS NOT NULL
  WHEN kind = 'fee' THEN num_nulls(refund_id, dispute_id, payout_id, discrepancy) = 4 AND num_nulls(payment_id, movement) = 0
  WHEN kind IN ('refund', 'refund_reversal') THEN num_nulls(dispute_id, payout_id, discrepancy) = 3 AND num_nulls(payment_id, refund_id) = 0
  WHEN kind = 'dispute_loss' THEN num_nulls(refund_id, payout_id, discrepancy) = 3 AND num_nulls(payment_id, dispute_id) = 0
  WHEN kind LIKE 'dispute_%' THEN num_nulls(refund_id, payout_id, discrepancy) = 3 AND num_nulls(payment_id, dispute_id, movement) = 0
  WHEN kind LIKE 'payout%' THEN num_nulls(payment_id, refund_id, dispute_id, discrepancy) = 4 AND num_nulls(payout_id, movement) = 0
  WHEN kind LIKE 'credit_%' THEN num_nulls(payment_id, refund_id, dispute_id, payout_id, discrepancy, movement) = 6
  ELSE num_nulls(refund_id, dispute_id, payout_id) = 3 AND discrepancy IS NOT NULL
END);
ALTER TABLE ledger_transaction ADD CONSTRAINT ledger_transaction_of_credit
  CHECK ((credit_account_id IS NOT NULL) = (kind IN ('credit_issue', 'credit_adjustment')));

-- What happened to an account; append-only. What changes its balance is booked.
CREATE TABLE credit_movement (
  id                 bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account_id         text NOT NULL REFERENCES credit_account (id),
  type               text NOT NULL CHECK (type IN ('issued', 'held', 'captured', 'released', 'refunded', 'adjusted')),
  amount             bigint NOT NULL CHECK (amount > 0 OR (type = 'adjusted' AND amount <> 0)),
  payment_id         text REFERENCES payment (id),
  refund_id          text REFERENCES refund (id),
  ledger_transaction text REFERENCES ledger_transaction (id),
  reason             text,
  actor              text NOT NULL,
  at                 timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT booked_where_balance_changes CHECK ((ledger_transaction IS NULL) = (type IN ('held', 'released'))),
  CONSTRAINT movement_of_something CHECK (CASE
    WHEN type IN ('held', 'captured', 'released') THEN payment_id IS NOT NULL AND refund_id IS NULL
    WHEN type = 'refunded' THEN num_nulls(payment_id, refund_id) = 0
    ELSE num_nulls(payment_id, refund_id) = 2 AND reason IS NOT NULL END)
);
CREATE INDEX credit_movement_of ON credit_movement (account_id, id DESC);
CREATE INDEX credit_movement_of_booking ON credit_movement (ledger_transaction) WHERE ledger_transaction IS NOT NULL;
-- Held once for a payment, and then either captured or released.
CREATE UNIQUE INDEX one_hold_per_payment ON credit_movement (payment_id, account_id) WHERE type = 'held';
CREATE UNIQUE INDEX one_end_per_hold ON credit_movement (payment_id, account_id) WHERE type IN ('captured', 'released');
CREATE UNIQUE INDEX one_return_per_refund ON credit_movement (refund_id, account_id) WHERE refund_id IS NOT NULL;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON credit_movement FOR EACH ROW EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON credit_movement FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();

-- At commit an account is what its movements say.
CREATE FUNCTION credit_must_add_up() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  account text := CASE WHEN TG_TABLE_NAME = 'credit_account' THEN to_jsonb(NEW) ->> 'id' ELSE to_jsonb(NEW) ->> 'account_id' END;
BEGIN
  IF EXISTS (SELECT 1 FROM credit_account a LEFT JOIN credit_movement m ON m.account_id = a.id WHERE a.id = account GROUP BY a.id
    HAVING a.balance <> COALESCE(sum(CASE WHEN m.type IN ('issued', 'refunded', 'adjusted') THEN m.amount WHEN m.type = 'captured' THEN -m.amount END), 0)
      OR a.held <> COALESCE(sum(CASE m.type WHEN 'held' THEN m.amount WHEN 'captured' THEN -m.amount WHEN 'released' THEN -m.amount END), 0))
  THEN
    RAISE EXCEPTION 'credit account % is not what its movements say', account USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER adds_up AFTER INSERT OR UPDATE OF balance, held ON credit_account DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION credit_must_add_up();
CREATE CONSTRAINT TRIGGER adds_up AFTER INSERT ON credit_movement DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION credit_must_add_up();

-- At commit a booking changes the liabilities by as much as its movements change the balances: so the ledger's liabilities are the
-- sum of all balances.
CREATE FUNCTION credit_must_be_booked() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  txn text := CASE WHEN TG_TABLE_NAME = 'ledger_entry' THEN to_jsonb(NEW) ->> 'transaction_id' ELSE to_jsonb(NEW) ->> 'ledger_transaction' END;
BEGIN
  IF EXISTS (SELECT 1 FROM (
      SELECT account, currency, amount FROM ledger_entry WHERE transaction_id = txn AND account IN ('gift_cards', 'store_credit')
      UNION ALL
      SELECT CASE a.kind WHEN 'gift_card' THEN 'gift_cards' ELSE 'store_credit' END, a.currency,
        CASE m.type WHEN 'captured' THEN -m.amount ELSE m.amount END
      FROM credit_movement m JOIN credit_account a ON a.id = m.account_id WHERE m.ledger_transaction = txn
    ) AS side GROUP BY account, currency HAVING sum(amount) <> 0)
  THEN
    RAISE EXCEPTION 'ledger transaction % is not what its credit movements say', txn USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER credit_booked AFTER INSERT ON ledger_entry DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.account IN ('gift_cards', 'store_credit')) EXECUTE FUNCTION credit_must_be_booked();
CREATE CONSTRAINT TRIGGER credit_booked AFTER INSERT ON credit_movement DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.ledger_transaction IS NOT NULL) EXECUTE FUNCTION credit_must_be_booked();
