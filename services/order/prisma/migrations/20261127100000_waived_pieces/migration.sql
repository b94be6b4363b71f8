-- Pieces of a return that need not come back to be paid for: they were missing, or are too broken to be worth a parcel.
ALTER TABLE "return_item" ADD COLUMN "waived" integer NOT NULL DEFAULT 0 CHECK ("waived" >= 0);
ALTER TABLE "return_item" DROP CONSTRAINT "return_item_receives_what_was_asked";
ALTER TABLE "return_item" ADD CONSTRAINT "return_item_receives_what_was_asked" CHECK ("sellable" + "damaged" + "waived" + "released" <= "quantity");
ALTER TABLE "return_item" DROP CONSTRAINT "return_item_refunds_what_came";
ALTER TABLE "return_item" ADD CONSTRAINT "return_item_refunds_what_came_or_need_not" CHECK ("refunded" <= "sellable" + "damaged" + "waived");
