-- The gift cards whose codes were entered, by the account of the payment service that a code opened.
CREATE TABLE "cart_credit" (
  "cart_id" text NOT NULL REFERENCES "cart" ("id") ON DELETE CASCADE,
  "account_id" text NOT NULL,
  "last_four" text NOT NULL CHECK (length("last_four") = 4),
  "added_at" timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY ("cart_id", "account_id")
);
-- Whether the customer's store credit is to pay, too.
ALTER TABLE "cart" ADD COLUMN "use_store_credit" boolean NOT NULL DEFAULT false;
-- What gift cards and store credit were to pay of an order when it was placed.
ALTER TABLE "orders" ADD COLUMN "credit" jsonb NOT NULL DEFAULT '[]';
-- `original` gives back the way it was paid, `store_credit` all of it as credit.
ALTER TABLE "refund" ADD COLUMN "destination" text NOT NULL DEFAULT 'original' CHECK ("destination" IN ('original', 'store_credit'));
