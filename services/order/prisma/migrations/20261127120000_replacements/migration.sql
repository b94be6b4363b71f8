-- Pieces of a return that are sent anew instead of paid back: they stay held by it, so that they are neither refunded nor claimed again.
ALTER TABLE "return_item" ADD COLUMN "replaced" integer NOT NULL DEFAULT 0 CHECK ("replaced" >= 0);
ALTER TABLE "return_item" DROP CONSTRAINT "return_item_refunds_what_came_or_need_not";
ALTER TABLE "return_item" ADD CONSTRAINT "return_item_settles_what_came_or_need_not" CHECK ("refunded" + "replaced" <= "sellable" + "damaged" + "waived");
ALTER TABLE "order_return" DROP CONSTRAINT "order_return_status_check";
ALTER TABLE "order_return" ADD CONSTRAINT "order_return_status_check"
  CHECK ("status" IN ('requested', 'approved', 'rejected', 'cancelled', 'received', 'refunded', 'replaced', 'closed'));

-- The return whose pieces an order sends anew. Such an order costs nothing.
ALTER TABLE "orders" ADD COLUMN "replaces_return_id" text REFERENCES "order_return" ("id");
ALTER TABLE "orders" ADD CONSTRAINT "order_replacement_costs_nothing" CHECK ("replaces_return_id" IS NULL OR "total" = 0);
CREATE INDEX "order_by_replaced_return" ON "orders" ("replaces_return_id") WHERE "replaces_return_id" IS NOT NULL;
