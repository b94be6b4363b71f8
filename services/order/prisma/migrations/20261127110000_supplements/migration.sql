-- An edit that costs more, from when its customer is asked for the difference: that is a payment of its own.
CREATE TABLE "supplement" (
  -- The edit's, which is written when it is paid for.
  "edit_id" text PRIMARY KEY,
  "order_id" text NOT NULL REFERENCES "orders" ("id"),
  "status" text NOT NULL DEFAULT 'awaiting_payment' CHECK ("status" IN ('awaiting_payment', 'paid', 'withdrawn', 'expired')),
  "amount" bigint NOT NULL CHECK ("amount" > 0),
  -- What the edit makes of the order: the lines that it changes, before and after, the sums and the address.
  "plan" jsonb NOT NULL CHECK (jsonb_typeof("plan") = 'object'),
  "asked_by" text NOT NULL,
  "asked_at" timestamptz NOT NULL DEFAULT now(),
  "expires_at" timestamptz NOT NULL,
  "ended_at" timestamptz,
  "refunded" bigint NOT NULL DEFAULT 0 CHECK ("refunded" >= 0),
  "refund_pending" bigint NOT NULL DEFAULT 0 CHECK ("refund_pending" >= 0),
  CONSTRAINT "supplement_refunds_within_paid"
    CHECK ("refunded" + "refund_pending" <= CASE WHEN "status" = 'paid' THEN "amount" ELSE 0 END),
  CONSTRAINT "supplement_has_ended" CHECK (("ended_at" IS NULL) = ("status" = 'awaiting_payment'))
);
CREATE UNIQUE INDEX "supplement_one_waits" ON "supplement" ("order_id") WHERE "status" = 'awaiting_payment';
CREATE INDEX "supplement_by_order" ON "supplement" ("order_id", "edit_id");
CREATE INDEX "supplement_to_expire" ON "supplement" ("expires_at") WHERE "status" = 'awaiting_payment';

-- What was paid and refunded of an order's own payment is what is left of the order's sums: never less than nothing, never refunded more
-- than paid. An edit was written exactly when its supplement was paid.
CREATE FUNCTION "parts_of_an_order_must_add_up"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  "whole" text := CASE WHEN TG_TABLE_NAME = 'orders' THEN to_jsonb(NEW) ->> 'id' ELSE to_jsonb(NEW) ->> 'order_id' END;
  "own" record;
BEGIN
  SELECT o."paid" - coalesce(sum(s."amount") FILTER (WHERE s."status" = 'paid'), 0) AS "paid",
    o."refunded" - coalesce(sum(s."refunded"), 0) AS "refunded", o."refund_pending" - coalesce(sum(s."refund_pending"), 0) AS "pending"
  INTO "own" FROM "orders" o LEFT JOIN "supplement" s ON s."order_id" = o."id" WHERE o."id" = "whole" GROUP BY o."id";
  IF "own"."refunded" < 0 OR "own"."pending" < 0 OR "own"."refunded" + "own"."pending" > "own"."paid" THEN
    RAISE EXCEPTION 'the payments of order % do not add up', "whole" USING ERRCODE = 'check_violation';
  END IF;
  IF EXISTS (
    SELECT FROM "supplement" s LEFT JOIN "order_edit" e ON e."id" = s."edit_id"
    WHERE s."order_id" = "whole" AND (s."status" = 'paid') <> (e."id" IS NOT NULL)
  ) THEN
    RAISE EXCEPTION 'an edit of order % is written and not paid for, or the other way round', "whole" USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER "supplement_adds_up" AFTER INSERT OR UPDATE ON "supplement" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION "parts_of_an_order_must_add_up"();
CREATE CONSTRAINT TRIGGER "order_parts_add_up" AFTER UPDATE ON "orders" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (OLD."paid" > 0 AND (OLD."paid", OLD."refunded", OLD."refund_pending") IS DISTINCT FROM (NEW."paid", NEW."refunded", NEW."refund_pending"))
  EXECUTE FUNCTION "parts_of_an_order_must_add_up"();

-- An edit that costs more has a supplement.
ALTER TABLE "order_edit" DROP CONSTRAINT "order_edit_difference_check";
ALTER TABLE "order_edit" ADD COLUMN "supplement_id" text GENERATED ALWAYS AS (CASE WHEN "difference" > 0 THEN "id" END) STORED
  REFERENCES "supplement" ("edit_id");

-- Which payment a refund gives back: a supplement's, or the order's own. One that is more than what is left of a payment is as many rows
-- as it takes payments, which name the first of them.
ALTER TABLE "refund" ADD COLUMN "supplement_id" text REFERENCES "supplement" ("edit_id");
ALTER TABLE "refund" ADD COLUMN "with_id" text REFERENCES "refund" ("id");
CREATE INDEX "refund_with" ON "refund" ("with_id") WHERE "with_id" IS NOT NULL;
CREATE INDEX "refund_by_edit" ON "refund" ("edit_id") WHERE "edit_id" IS NOT NULL;
ALTER TABLE "refund" DROP CONSTRAINT "refund_edit_id_key";

-- Each part that was paid has an invoice. That of an edit may take away of one tax what it adds to another.
ALTER TABLE "invoice" ADD COLUMN "supplement_id" text REFERENCES "supplement" ("edit_id");
CREATE UNIQUE INDEX "invoice_once_per_part" ON "invoice" ("order_id", coalesce("supplement_id", '')) WHERE "kind" = 'invoice' AND "refund_id" IS NULL;
DROP INDEX "invoice_once_per_order";
ALTER TABLE "invoice" DROP CONSTRAINT "invoice_check";
ALTER TABLE "invoice" ADD CONSTRAINT "invoice_tax_check"
  CHECK ("tax" BETWEEN 0 AND "total" OR ("supplement_id" IS NOT NULL AND "kind" = 'invoice'));
