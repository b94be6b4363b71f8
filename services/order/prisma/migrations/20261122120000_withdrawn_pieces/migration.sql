-- How many of a refund's pieces were not shipped when it was asked for: they can be again when it fails.
ALTER TABLE "refund_item" ADD COLUMN "withdrawn" integer NOT NULL DEFAULT 0;
ALTER TABLE "refund_item" ADD CONSTRAINT "refund_item_withdraws_its_own" CHECK ("withdrawn" BETWEEN 0 AND "quantity");
