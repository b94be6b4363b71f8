-- An edit may take all pieces off a line; the line stays for the documents that name it. A variant has one line that has pieces.
ALTER TABLE "order_item" DROP CONSTRAINT "order_item_quantity_check";
ALTER TABLE "order_item" ADD CONSTRAINT "order_item_quantity_check" CHECK ("quantity" BETWEEN 0 AND 999);
ALTER TABLE "order_item" DROP CONSTRAINT "order_item_variant_once";
CREATE UNIQUE INDEX "order_item_variant_once" ON "order_item" ("order_id", "variant_id") WHERE "quantity" > 0;

-- What edits have taken off the total after it was paid: what was paid stays what was paid.
ALTER TABLE "orders" ADD COLUMN "reduced" bigint NOT NULL DEFAULT 0 CHECK ("reduced" >= 0);
ALTER TABLE "orders" DROP CONSTRAINT "order_paid_is_nothing_or_all";
ALTER TABLE "orders" ADD CONSTRAINT "order_paid_is_nothing_or_all" CHECK ("paid" IN (0, "total" + "reduced"));
ALTER TABLE "orders" DROP CONSTRAINT "order_confirmed_is_paid";
ALTER TABLE "orders" ADD CONSTRAINT "order_confirmed_is_paid" CHECK ("status" NOT IN ('confirmed', 'completed') OR "paid" = "total" + "reduced");

CREATE TABLE "order_edit" (
  "id" text PRIMARY KEY,
  "order_id" text NOT NULL REFERENCES "orders" ("id"),
  -- What changed, by line: pieces, price, taxes and the rate; differences in minor units.
  "lines" jsonb NOT NULL CHECK (jsonb_typeof("lines") = 'array'),
  "difference" bigint NOT NULL CHECK ("difference" <= 0),
  "changes_address" boolean NOT NULL,
  "edited_by" text NOT NULL,
  "at" timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX "order_edit_by_order" ON "order_edit" ("order_id", "id");
CREATE FUNCTION "refuse_to_change_an_edit"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'edits are added, never changed';
END
$$;
CREATE TRIGGER "order_edit_is_append_only" BEFORE UPDATE OR DELETE ON "order_edit"
  FOR EACH ROW EXECUTE FUNCTION "refuse_to_change_an_edit"();

-- The edit whose difference a refund gives back.
ALTER TABLE "refund" ADD COLUMN "edit_id" text UNIQUE REFERENCES "order_edit" ("id");
