-- An abandoned cart is deleted, or, where an order names it, kept as a shell that has no lines and that nobody can open.
ALTER TABLE "cart" DROP CONSTRAINT "cart_status_check";
ALTER TABLE "cart" ADD CONSTRAINT "cart_status_check" CHECK ("status" IN ('open', 'completed', 'merged', 'abandoned'));
ALTER TABLE "cart" DROP CONSTRAINT "cart_has_one_owner";
ALTER TABLE "cart" ADD CONSTRAINT "cart_has_one_owner" CHECK (CASE "status"
  WHEN 'merged' THEN "merged_into" IS NOT NULL AND "customer_id" IS NULL AND "token_hash" IS NULL
  WHEN 'abandoned' THEN "merged_into" IS NULL AND "customer_id" IS NULL AND "token_hash" IS NULL
  ELSE ("customer_id" IS NULL) <> ("token_hash" IS NULL) END);
CREATE INDEX "cart_idle" ON "cart" (("customer_id" IS NULL), "updated_at") WHERE "status" IN ('open', 'merged');

-- What a deleted cart's foreign keys are looked up by.
CREATE INDEX "cart_merged_into" ON "cart" ("merged_into") WHERE "merged_into" IS NOT NULL;
CREATE INDEX "order_by_cart" ON "orders" ("cart_id");

-- Pending refunds are asked for again, also when they were asked for and nobody told their end.
DROP INDEX "refund_unasked";
CREATE INDEX "refund_pending" ON "refund" ("created_at") WHERE "status" = 'pending';

-- Cancelled orders whose money is still here.
CREATE INDEX "order_to_give_back" ON "orders" ("updated_at") WHERE "status" = 'cancelled' AND "paid" > "refunded" + "refund_pending";
