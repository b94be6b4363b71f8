-- Up to when the processor's books were compared with ours.
CREATE TABLE processor_match (
  only_one      boolean PRIMARY KEY DEFAULT true CHECK (only_one),
  matched_until timestamptz(3) NOT NULL
);

-- Where the two differ and nothing safe can be done: for people to look at. Amounts are minor units of the currency.
CREATE TABLE discrepancy (
  -- The processor's charge or refund; our payment or refund where it knows none.
  subject    text PRIMARY KEY,
  kind       text NOT NULL CHECK (kind IN ('charge_unknown', 'charge_differs', 'charge_missing', 'refund_differs', 'refund_missing')),
  payment_id text REFERENCES payment (id),
  currency   char(3) NOT NULL,
  ours       bigint NOT NULL,
  theirs     bigint NOT NULL,
  found_at   timestamptz(3) NOT NULL DEFAULT now(),
  -- When the two agreed again, or somebody has said that it is all right as it is.
  settled_at timestamptz(3)
);
CREATE INDEX discrepancy_open ON discrepancy (found_at) WHERE settled_at IS NULL;

-- By what the bookings of a span of time are found.
CREATE INDEX ledger_transaction_created ON ledger_transaction (created_at);
