-- Each line knows its discount and its taxes, and so does the delivery; the order's figures are their sums.
ALTER TABLE "order_item"
  ADD COLUMN "discount" bigint NOT NULL DEFAULT 0,
  -- Tax that the line's price contains already.
  ADD COLUMN "included_tax" bigint NOT NULL DEFAULT 0 CHECK ("included_tax" >= 0);
ALTER TABLE "order_item" ADD CONSTRAINT "order_item_discount_within_price" CHECK ("discount" BETWEEN 0 AND "unit_price" * "quantity");

ALTER TABLE "orders"
  -- What the delivery would have cost more; "shipping" is what is paid for it.
  ADD COLUMN "shipping_discount" bigint NOT NULL DEFAULT 0 CHECK ("shipping_discount" >= 0),
  ADD COLUMN "shipping_tax" bigint NOT NULL DEFAULT 0 CHECK ("shipping_tax" >= 0),
  ADD COLUMN "shipping_included_tax" bigint NOT NULL DEFAULT 0 CHECK ("shipping_included_tax" >= 0);

-- Orders so far: what of the tax was not on the lines was on the delivery; contained tax is shared out by price, the rest on the delivery.
UPDATE "order_item" i SET "included_tax" = o."included_tax" * i."unit_price" * i."quantity" / (o."subtotal" + o."shipping")
  FROM "orders" o WHERE o."id" = i."order_id" AND o."included_tax" > 0;
UPDATE "orders" o SET "shipping_tax" = o."tax" - s.tax, "shipping_included_tax" = o."included_tax" - s.included
  FROM (SELECT "order_id", sum("tax") AS tax, sum("included_tax") AS included FROM "order_item" GROUP BY 1) s WHERE s."order_id" = o."id";

ALTER TABLE "order_item" ALTER COLUMN "discount" DROP DEFAULT, ALTER COLUMN "included_tax" DROP DEFAULT;
ALTER TABLE "orders" ALTER COLUMN "shipping_discount" DROP DEFAULT, ALTER COLUMN "shipping_tax" DROP DEFAULT, ALTER COLUMN "shipping_included_tax" DROP DEFAULT;

-- Lines and delivery add up to the order when a transaction ends, whoever writes what.
CREATE FUNCTION "hold_order_sums"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  checked text;
BEGIN
  IF TG_TABLE_NAME = 'orders' THEN checked := NEW."id";
  ELSIF TG_OP = 'DELETE' THEN checked := OLD."order_id";
  ELSE checked := NEW."order_id";
  END IF;
  IF EXISTS (
    SELECT FROM "orders" o, LATERAL (
      SELECT coalesce(sum("unit_price" * "quantity"), 0) AS subtotal, coalesce(sum("discount"), 0) AS discount,
        coalesce(sum("tax"), 0) AS tax, coalesce(sum("included_tax"), 0) AS included_tax
      FROM "order_item" WHERE "order_id" = o."id"
    ) s
    WHERE o."id" = checked AND (o."subtotal", o."discount", o."tax" - o."shipping_tax", o."included_tax" - o."shipping_included_tax")
      IS DISTINCT FROM (s.subtotal, s.discount, s.tax, s.included_tax)
  ) THEN
    RAISE EXCEPTION 'lines and delivery do not add up to order %', checked USING ERRCODE = 'check_violation', CONSTRAINT = 'order_sums_hold';
  END IF;
  RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER "order_sums_hold" AFTER INSERT OR UPDATE OF "subtotal", "discount", "tax", "included_tax", "shipping_tax", "shipping_included_tax"
  ON "orders" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "hold_order_sums"();
CREATE CONSTRAINT TRIGGER "order_item_sums_hold" AFTER INSERT OR DELETE OR UPDATE OF "unit_price", "quantity", "discount", "tax", "included_tax"
  ON "order_item" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "hold_order_sums"();
