-- Pieces of a return that did not come and are not waited for any more: a return that was closed may be open again when its refund fails.
ALTER TABLE "return_item" ADD COLUMN "released" integer NOT NULL DEFAULT 0 CHECK ("released" >= 0);
ALTER TABLE "return_item" DROP CONSTRAINT "return_item_receives_what_was_asked";
UPDATE "return_item" r SET "released" = r."quantity" - r."sellable" - r."damaged"
  FROM "order_return" t WHERE t."id" = r."return_id" AND t."status" IN ('rejected', 'cancelled', 'closed');
ALTER TABLE "return_item" ADD CONSTRAINT "return_item_receives_what_was_asked" CHECK ("sellable" + "damaged" + "released" <= "quantity");
