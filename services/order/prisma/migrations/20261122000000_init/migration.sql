-- Carts: a guest's is reached by a token (stored as its SHA-256), a customer's by who they are.
CREATE TABLE "cart" (
  "id" text PRIMARY KEY,
  "customer_id" text,
  "token_hash" bytea,
  "currency" text NOT NULL,
  "status" text NOT NULL DEFAULT 'open' CHECK ("status" IN ('open', 'completed', 'merged')),
  -- The order that is being paid for, if any; while it is set the lines do not change.
  "order_id" text,
  -- Grows with every change, so that an order is placed from the lines that were priced.
  "version" integer NOT NULL DEFAULT 0,
  "merged_into" text REFERENCES "cart" ("id"),
  "created_at" timestamptz NOT NULL DEFAULT now(),
  "updated_at" timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT "cart_has_one_owner" CHECK (CASE WHEN "status" = 'merged' THEN "merged_into" IS NOT NULL AND "customer_id" IS NULL AND "token_hash" IS NULL ELSE ("customer_id" IS NULL) <> ("token_hash" IS NULL) END)
);

CREATE UNIQUE INDEX "cart_one_open_per_customer" ON "cart" ("customer_id") WHERE "status" = 'open';

CREATE TABLE "cart_item" (
  "id" text PRIMARY KEY,
  "cart_id" text NOT NULL REFERENCES "cart" ("id") ON DELETE CASCADE,
  "variant_id" text NOT NULL,
  "quantity" integer NOT NULL CONSTRAINT "cart_item_quantity_bounded" CHECK ("quantity" BETWEEN 1 AND 999),
  -- What the variant was when it was put in: shown if it is withdrawn meanwhile. Prices are always read anew.
  "snapshot" jsonb NOT NULL,
  "added_at" timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT "cart_item_variant_once" UNIQUE ("cart_id", "variant_id")
);

CREATE SEQUENCE "order_number" START 100001;

CREATE TABLE "orders" (
  "id" text PRIMARY KEY,
  "number" text NOT NULL UNIQUE,
  "cart_id" text NOT NULL REFERENCES "cart" ("id"),
  "customer_id" text,
  "status" text NOT NULL DEFAULT 'pending' CHECK ("status" IN ('pending', 'confirmed', 'completed', 'cancelled')),
  "payment_status" text NOT NULL DEFAULT 'none' CHECK ("payment_status" IN ('none', 'authorized', 'paid', 'partially_refunded', 'refunded', 'voided', 'failed', 'conflicted')),
  "fulfilment_status" text NOT NULL DEFAULT 'unfulfilled' CHECK ("fulfilment_status" IN ('unfulfilled', 'partial', 'fulfilled', 'delivered', 'returned')),
  "currency" text NOT NULL,
  "email" text NOT NULL,
  "customer_name" text NOT NULL,
  "shipping_address" jsonb NOT NULL,
  "billing_address" jsonb NOT NULL,
  "shipping_option" jsonb NOT NULL,
  "subtotal" bigint NOT NULL CHECK ("subtotal" >= 0),
  "discount" bigint NOT NULL CHECK ("discount" BETWEEN 0 AND "subtotal"),
  "shipping" bigint NOT NULL CHECK ("shipping" >= 0),
  "tax" bigint NOT NULL CHECK ("tax" >= 0),
  -- Tax that the prices contain already; part of the total, not added to it.
  "included_tax" bigint NOT NULL CHECK ("included_tax" >= 0),
  "total" bigint NOT NULL,
  "paid" bigint NOT NULL DEFAULT 0,
  "refunded" bigint NOT NULL DEFAULT 0 CHECK ("refunded" >= 0),
  -- Asked for and not settled yet.
  "refund_pending" bigint NOT NULL DEFAULT 0 CHECK ("refund_pending" >= 0),
  "item_count" integer NOT NULL,
  -- What was ordered, by whom and where to: a checkout of the same goes on with this order.
  "content_hash" text NOT NULL,
  "payment_id" text,
  "placed_at" timestamptz NOT NULL DEFAULT now(),
  "expires_at" timestamptz NOT NULL,
  "paid_at" timestamptz,
  "updated_at" timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT "order_total_adds_up" CHECK ("total" = "subtotal" - "discount" + "shipping" + "tax"),
  CONSTRAINT "order_paid_is_nothing_or_all" CHECK ("paid" IN (0, "total")),
  CONSTRAINT "order_refunds_within_paid" CHECK ("refunded" + "refund_pending" <= "paid"),
  CONSTRAINT "order_confirmed_is_paid" CHECK ("status" NOT IN ('confirmed', 'completed') OR "paid" = "total")
);

CREATE UNIQUE INDEX "order_one_live_per_cart" ON "orders" ("cart_id") WHERE "status" <> 'cancelled';
CREATE INDEX "order_by_customer" ON "orders" ("customer_id", "id" DESC) WHERE "customer_id" IS NOT NULL;
CREATE INDEX "order_pending" ON "orders" ("expires_at") WHERE "status" = 'pending';
CREATE INDEX "order_by_email" ON "orders" ("email" text_pattern_ops);
CREATE INDEX "order_by_number" ON "orders" ("number" text_pattern_ops);
CREATE INDEX "order_by_paid_at" ON "orders" ("paid_at") WHERE "paid_at" IS NOT NULL;
CREATE INDEX "order_to_fulfil" ON "orders" ("fulfilment_status") WHERE "status" = 'confirmed';

CREATE TABLE "order_item" (
  "id" text PRIMARY KEY,
  "order_id" text NOT NULL REFERENCES "orders" ("id"),
  "position" integer NOT NULL,
  "variant_id" text NOT NULL,
  "sku" text NOT NULL,
  "title" text NOT NULL,
  "variant_title" text NOT NULL,
  "product_slug" text NOT NULL,
  "image" jsonb,
  "quantity" integer NOT NULL CHECK ("quantity" BETWEEN 1 AND 999),
  "unit_price" bigint NOT NULL CHECK ("unit_price" >= 0),
  -- This line's share of the tax that was added.
  "tax" bigint NOT NULL CHECK ("tax" >= 0),
  "fulfilled_quantity" integer NOT NULL DEFAULT 0 CHECK ("fulfilled_quantity" >= 0),
  "refunded_quantity" integer NOT NULL DEFAULT 0 CHECK ("refunded_quantity" BETWEEN 0 AND "quantity"),
  -- Refunded before they were shipped, so never to be shipped.
  "withdrawn_quantity" integer NOT NULL DEFAULT 0 CHECK ("withdrawn_quantity" >= 0),
  CONSTRAINT "order_item_ships_what_is_left" CHECK ("fulfilled_quantity" + "withdrawn_quantity" <= "quantity"),
  CONSTRAINT "order_item_variant_once" UNIQUE ("order_id", "variant_id")
);

-- The history of an order: facts are added, never changed.
CREATE TABLE "order_fact" (
  "id" bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  "order_id" text NOT NULL REFERENCES "orders" ("id"),
  "at" timestamptz NOT NULL DEFAULT clock_timestamp(),
  "type" text NOT NULL,
  "data" jsonb NOT NULL DEFAULT '{}'
);
CREATE INDEX "order_fact_by_order" ON "order_fact" ("order_id", "id");

CREATE FUNCTION "refuse_to_change_a_fact"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'facts are added, never changed';
END
$$;
CREATE TRIGGER "order_fact_is_append_only" BEFORE UPDATE OR DELETE ON "order_fact"
  FOR EACH ROW EXECUTE FUNCTION "refuse_to_change_a_fact"();

CREATE TABLE "shipment" (
  "id" text PRIMARY KEY,
  "order_id" text NOT NULL REFERENCES "orders" ("id"),
  "carrier" text,
  "tracking_number" text,
  "shipped_at" timestamptz NOT NULL DEFAULT now(),
  "delivered_at" timestamptz CHECK ("delivered_at" >= "shipped_at")
);
CREATE INDEX "shipment_by_order" ON "shipment" ("order_id");

CREATE TABLE "shipment_item" (
  "shipment_id" text NOT NULL REFERENCES "shipment" ("id"),
  "order_item_id" text NOT NULL REFERENCES "order_item" ("id"),
  "quantity" integer NOT NULL CHECK ("quantity" >= 1),
  PRIMARY KEY ("shipment_id", "order_item_id")
);

CREATE TABLE "refund" (
  "id" text PRIMARY KEY,
  "order_id" text NOT NULL REFERENCES "orders" ("id"),
  "amount" bigint NOT NULL CHECK ("amount" > 0),
  "status" text NOT NULL DEFAULT 'pending' CHECK ("status" IN ('pending', 'succeeded', 'failed')),
  "reason" text NOT NULL,
  -- When the payment service had taken it on; until then a sweep asks again.
  "asked_at" timestamptz,
  "created_at" timestamptz NOT NULL DEFAULT now(),
  "settled_at" timestamptz
);
CREATE INDEX "refund_by_order" ON "refund" ("order_id");
CREATE INDEX "refund_unasked" ON "refund" ("created_at") WHERE "status" = 'pending' AND "asked_at" IS NULL;

CREATE TABLE "refund_item" (
  "refund_id" text NOT NULL REFERENCES "refund" ("id"),
  "order_item_id" text NOT NULL REFERENCES "order_item" ("id"),
  "quantity" integer NOT NULL CHECK ("quantity" >= 1),
  PRIMARY KEY ("refund_id", "order_item_id")
);
