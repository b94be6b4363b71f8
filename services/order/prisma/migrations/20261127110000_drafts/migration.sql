-- A draft is a cart that staff own: its row carries version, currency and the pointer at the order, as any cart's; what it holds is a document.
ALTER TABLE "cart" ADD COLUMN "is_draft" boolean NOT NULL DEFAULT false;
ALTER TABLE "cart" DROP CONSTRAINT "cart_has_one_owner";
ALTER TABLE "cart" ADD CONSTRAINT "cart_has_one_owner" CHECK (CASE "status"
  WHEN 'merged' THEN "merged_into" IS NOT NULL AND "customer_id" IS NULL AND "token_hash" IS NULL AND NOT "is_draft"
  WHEN 'abandoned' THEN "merged_into" IS NULL AND "customer_id" IS NULL AND "token_hash" IS NULL
  ELSE num_nonnulls("customer_id", "token_hash") + "is_draft"::int = 1 END);

CREATE TABLE "draft" (
  "id" text PRIMARY KEY,
  "cart_id" text NOT NULL UNIQUE REFERENCES "cart" ("id") ON DELETE CASCADE,
  -- Whom it is for, where it goes, its lines with prices of their own, and codes.
  "content" jsonb NOT NULL,
  "changed_by" text NOT NULL,
  "changed_at" timestamptz NOT NULL DEFAULT now()
);
