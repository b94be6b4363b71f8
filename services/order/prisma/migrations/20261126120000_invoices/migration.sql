-- The last number of each kind and year; its row is held by who issues, so numbers are given in the order of commits.
CREATE TABLE "invoice_counter" (
  "kind" text NOT NULL CHECK ("kind" IN ('invoice', 'credit_note')),
  "year" integer NOT NULL,
  "last" integer NOT NULL CHECK ("last" >= 1),
  PRIMARY KEY ("kind", "year")
);

-- What was issued, with all that it says. `previous` makes a gap impossible: each but the first of a year follows one that is there.
CREATE TABLE "invoice" (
  "id" text PRIMARY KEY,
  "order_id" text NOT NULL REFERENCES "orders" ("id"),
  "kind" text NOT NULL CHECK ("kind" IN ('invoice', 'credit_note')),
  "year" integer NOT NULL,
  "sequence" integer NOT NULL CHECK ("sequence" >= 1),
  "previous" integer GENERATED ALWAYS AS (NULLIF("sequence" - 1, 0)) STORED,
  "number" text NOT NULL UNIQUE,
  -- Of a credit note, the refund; of an invoice, the refund that a bank took back, if it makes up for one.
  "refund_id" text REFERENCES "refund" ("id"),
  "currency" text NOT NULL,
  "total" bigint NOT NULL CHECK ("total" > 0),
  "tax" bigint NOT NULL CHECK ("tax" BETWEEN 0 AND "total"),
  "facts" jsonb NOT NULL,
  "issued_at" timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT "invoice_numbered_once" UNIQUE ("kind", "year", "sequence"),
  CONSTRAINT "invoice_leaves_no_gap" FOREIGN KEY ("kind", "year", "previous") REFERENCES "invoice" ("kind", "year", "sequence"),
  CONSTRAINT "invoice_once_per_refund" UNIQUE ("kind", "refund_id"),
  CONSTRAINT "credit_note_has_a_refund" CHECK ("kind" <> 'credit_note' OR "refund_id" IS NOT NULL)
);
CREATE UNIQUE INDEX "invoice_once_per_order" ON "invoice" ("order_id") WHERE "kind" = 'invoice' AND "refund_id" IS NULL;
CREATE INDEX "invoice_by_order" ON "invoice" ("order_id", "id");

CREATE FUNCTION "refuse_to_change_an_invoice"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'invoices are issued, never changed';
END
$$;
CREATE TRIGGER "invoice_is_append_only" BEFORE UPDATE OR DELETE ON "invoice"
  FOR EACH ROW EXECUTE FUNCTION "refuse_to_change_an_invoice"();

-- What the pieces of a refund are worth with their tax, minor units, for its credit note.
ALTER TABLE "refund_item" ADD COLUMN "worth" bigint NOT NULL DEFAULT 0 CHECK ("worth" >= 0);
