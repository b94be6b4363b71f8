-- Figures of sales, counted as events tell of orders. A slot is a quarter of an hour: days begin at a slot's border in every time zone.

-- What is counted of an order; changed with the slots below, in one transaction.
CREATE TABLE "sales_order" (
  "order_id" text PRIMARY KEY REFERENCES "orders" ("id"),
  "currency" text NOT NULL,
  "placed_slot" timestamptz NOT NULL,
  -- None where it is not counted as sold: never paid for, or cancelled.
  "paid_slot" timestamptz,
  "items" integer NOT NULL CHECK ("items" >= 0),
  -- Paid, less what was given back.
  "revenue" bigint NOT NULL CHECK ("revenue" >= 0)
);
CREATE TABLE "sales_line" (
  "order_id" text NOT NULL REFERENCES "orders" ("id"),
  "product_slug" text NOT NULL,
  "quantity" integer NOT NULL CHECK ("quantity" >= 0),
  "revenue" bigint NOT NULL CHECK ("revenue" >= 0),
  PRIMARY KEY ("order_id", "product_slug")
);
CREATE INDEX "sales_line_by_product" ON "sales_line" ("product_slug", "order_id" DESC);
CREATE TABLE "sales_cart" (
  "cart_id" text PRIMARY KEY,
  "started_slot" timestamptz NOT NULL
);
CREATE INDEX "sales_cart_by_age" ON "sales_cart" ("started_slot");

-- Sums of what is counted. Only `countOrder` and `countCart` change them, by differences.
CREATE TABLE "sales_slot" (
  "currency" text NOT NULL,
  "slot" timestamptz NOT NULL,
  -- Carts that got their first line, and orders that were placed and paid for or given up.
  "carts" integer NOT NULL DEFAULT 0,
  "checkouts" integer NOT NULL DEFAULT 0,
  -- Orders that were paid for.
  "orders" integer NOT NULL DEFAULT 0,
  "items" integer NOT NULL DEFAULT 0,
  "revenue" bigint NOT NULL DEFAULT 0,
  PRIMARY KEY ("currency", "slot")
);
CREATE TABLE "sales_product_slot" (
  "currency" text NOT NULL,
  "slot" timestamptz NOT NULL,
  "product_slug" text NOT NULL,
  "quantity" integer NOT NULL,
  "revenue" bigint NOT NULL,
  PRIMARY KEY ("currency", "slot", "product_slug")
);

-- Orders so far.
INSERT INTO "sales_order" ("order_id", "currency", "placed_slot", "paid_slot", "items", "revenue")
  SELECT "id", "currency", date_bin('15 minutes', "placed_at", 'epoch'),
    CASE WHEN "status" <> 'cancelled' THEN date_bin('15 minutes', "paid_at", 'epoch') END, "item_count", "paid" - "refunded"
  FROM "orders" WHERE "status" <> 'pending';
INSERT INTO "sales_line" ("order_id", "product_slug", "quantity", "revenue")
  SELECT i."order_id", i."product_slug", sum(i."quantity" - i."refunded_quantity"),
    sum(round((i."unit_price" * i."quantity" - i."discount")::numeric * (i."quantity" - i."refunded_quantity") / i."quantity"))
  FROM "sales_order" s JOIN "order_item" i USING ("order_id") WHERE s."paid_slot" IS NOT NULL GROUP BY 1, 2;
INSERT INTO "sales_slot" ("currency", "slot", "checkouts", "orders", "items", "revenue")
  SELECT "currency", "slot", sum("checkouts"), sum("orders"), sum("items"), sum("revenue") FROM (
    SELECT "currency", "placed_slot" AS "slot", 1 AS "checkouts", 0 AS "orders", 0 AS "items", 0 AS "revenue" FROM "sales_order"
    UNION ALL SELECT "currency", "paid_slot", 0, 1, "items", "revenue" FROM "sales_order" WHERE "paid_slot" IS NOT NULL
  ) counted GROUP BY 1, 2;
INSERT INTO "sales_product_slot" ("currency", "slot", "product_slug", "quantity", "revenue")
  SELECT s."currency", s."paid_slot", l."product_slug", sum(l."quantity"), sum(l."revenue")
  FROM "sales_order" s JOIN "sales_line" l USING ("order_id") WHERE s."paid_slot" IS NOT NULL GROUP BY 1, 2, 3;

-- Nobody counts orders one by one any more.
DROP INDEX "order_by_paid_at";
