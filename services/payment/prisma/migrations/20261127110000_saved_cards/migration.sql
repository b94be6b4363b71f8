-- Who a customer is at the processor. Only those are there who have kept a card.
CREATE TABLE processor_customer (
  customer_id text PRIMARY KEY,
  reference   text NOT NULL UNIQUE,
  created_at  timestamptz(3) NOT NULL DEFAULT now()
);
