-- Of a line's pieces that were shipped: those that returns claim or have brought back, those that came back, and those whose money a
-- return has not given back yet. No piece is in two returns, and none is refunded beside the return that holds it.
ALTER TABLE "order_item" ADD COLUMN "claimed_quantity" integer NOT NULL DEFAULT 0;
ALTER TABLE "order_item" ADD COLUMN "returned_quantity" integer NOT NULL DEFAULT 0;
ALTER TABLE "order_item" ADD COLUMN "held_quantity" integer NOT NULL DEFAULT 0;
ALTER TABLE "order_item" ADD CONSTRAINT "order_item_returns_what_was_shipped" CHECK ("claimed_quantity" BETWEEN 0 AND "fulfilled_quantity");
ALTER TABLE "order_item" ADD CONSTRAINT "order_item_receives_what_is_claimed" CHECK ("returned_quantity" BETWEEN 0 AND "claimed_quantity");
ALTER TABLE "order_item" ADD CONSTRAINT "order_item_holds_what_is_claimed" CHECK ("held_quantity" BETWEEN 0 AND "claimed_quantity");
ALTER TABLE "order_item" ADD CONSTRAINT "order_item_is_refunded_once" CHECK ("refunded_quantity" + "held_quantity" <= "quantity");

CREATE TABLE "order_return" (
  "id" text PRIMARY KEY,
  "order_id" text NOT NULL REFERENCES "orders" ("id"),
  "number" text NOT NULL UNIQUE,
  "status" text NOT NULL DEFAULT 'requested'
    CHECK ("status" IN ('requested', 'approved', 'rejected', 'cancelled', 'received', 'refunded', 'closed')),
  "note" text,
  -- Why it was rejected or closed.
  "decision" text,
  "requested_at" timestamptz NOT NULL DEFAULT now(),
  "updated_at" timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT "order_return_says_why" CHECK ("status" NOT IN ('rejected', 'closed') OR "decision" IS NOT NULL)
);
CREATE INDEX "order_return_by_order" ON "order_return" ("order_id");
CREATE INDEX "order_return_by_status" ON "order_return" ("status", "id" DESC);
CREATE INDEX "order_return_by_number" ON "order_return" ("number" text_pattern_ops);

CREATE TABLE "return_item" (
  "return_id" text NOT NULL REFERENCES "order_return" ("id"),
  "order_item_id" text NOT NULL REFERENCES "order_item" ("id"),
  "reason" text NOT NULL,
  "quantity" integer NOT NULL CHECK ("quantity" >= 1),
  "sellable" integer NOT NULL DEFAULT 0 CHECK ("sellable" >= 0),
  "damaged" integer NOT NULL DEFAULT 0 CHECK ("damaged" >= 0),
  "refunded" integer NOT NULL DEFAULT 0 CHECK ("refunded" >= 0),
  PRIMARY KEY ("return_id", "order_item_id"),
  CONSTRAINT "return_item_receives_what_was_asked" CHECK ("sellable" + "damaged" <= "quantity"),
  CONSTRAINT "return_item_refunds_what_came" CHECK ("refunded" <= "sellable" + "damaged")
);

-- The return whose pieces a refund pays back.
ALTER TABLE "refund" ADD COLUMN "return_id" text REFERENCES "order_return" ("id");

-- What a customer shows of the pieces: WebP. Those of no return yet go after a day.
CREATE TABLE "return_picture" (
  "id" text PRIMARY KEY,
  "order_id" text NOT NULL REFERENCES "orders" ("id"),
  "return_id" text REFERENCES "order_return" ("id"),
  "position" integer CHECK ("position" BETWEEN 0 AND 4),
  "picture" bytea NOT NULL,
  "created_at" timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT "return_picture_has_a_place" CHECK (("return_id" IS NULL) = ("position" IS NULL)),
  UNIQUE ("return_id", "position")
);
CREATE INDEX "return_picture_by_order" ON "return_picture" ("order_id");
CREATE INDEX "return_picture_unused" ON "return_picture" ("created_at") WHERE "return_id" IS NULL;
