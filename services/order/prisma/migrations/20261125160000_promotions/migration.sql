-- Customers that staff have put together: accounts, or email addresses of orders.
CREATE TABLE "customer_group" (
  "id" text PRIMARY KEY,
  "name" text NOT NULL UNIQUE,
  "version" integer NOT NULL DEFAULT 1
);
CREATE TABLE "customer_group_member" (
  "group_id" text NOT NULL REFERENCES "customer_group" ("id") ON DELETE CASCADE,
  "member" text NOT NULL,
  PRIMARY KEY ("group_id", "member")
);
CREATE INDEX "customer_group_by_member" ON "customer_group_member" ("member");

CREATE TABLE "promotion" (
  "id" text PRIMARY KEY,
  "name" text NOT NULL,
  -- In capitals; none for one that applies by itself.
  "code" text CONSTRAINT "promotion_code_once" UNIQUE CHECK ("code" = upper("code")),
  "is_active" boolean NOT NULL,
  "effect" jsonb NOT NULL,
  "scope" jsonb NOT NULL,
  "minimum_spend" bigint CHECK ("minimum_spend" > 0),
  "first_order" boolean NOT NULL,
  "group_id" text REFERENCES "customer_group" ("id"),
  "stacking" text NOT NULL CHECK ("stacking" IN ('exclusive', 'combinable')),
  "priority" integer NOT NULL,
  "starts_at" timestamptz,
  "ends_at" timestamptz,
  -- Of its amounts; none for one without amounts.
  "currency" text,
  "max_uses" integer CHECK ("max_uses" > 0),
  "max_uses_per_customer" integer CHECK ("max_uses_per_customer" > 0),
  "budget" bigint CHECK ("budget" > 0),
  "uses" integer NOT NULL DEFAULT 0 CHECK ("uses" >= 0),
  -- In its currency; without one there is nothing to count.
  "spent" bigint NOT NULL DEFAULT 0 CHECK ("spent" >= 0),
  "version" integer NOT NULL DEFAULT 1,
  "created_at" timestamptz NOT NULL DEFAULT now(),
  "updated_at" timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT "promotion_uses_within_limit" CHECK ("uses" <= "max_uses"),
  CONSTRAINT "promotion_spent_within_budget" CHECK ("spent" <= "budget"),
  CONSTRAINT "promotion_ends_after_start" CHECK ("ends_at" > "starts_at"),
  CONSTRAINT "promotion_amounts_have_a_currency" CHECK ("currency" IS NOT NULL OR ("minimum_spend" IS NULL AND "budget" IS NULL))
);

-- The codes that somebody has entered.
CREATE TABLE "cart_promotion" (
  "cart_id" text NOT NULL REFERENCES "cart" ("id") ON DELETE CASCADE,
  "promotion_id" text NOT NULL REFERENCES "promotion" ("id"),
  "added_at" timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY ("cart_id", "promotion_id")
);

-- What an order was given, under the name that it had then.
CREATE TABLE "promotion_use" (
  "order_id" text NOT NULL REFERENCES "orders" ("id"),
  "promotion_id" text NOT NULL REFERENCES "promotion" ("id"),
  "position" integer NOT NULL,
  "name" text NOT NULL,
  "code" text,
  "amount" bigint NOT NULL CHECK ("amount" >= 0),
  -- Whose uses it counts among.
  "customers" text[] NOT NULL,
  -- When the order was given up unpaid, and the use was free again.
  "given_back_at" timestamptz,
  PRIMARY KEY ("order_id", "promotion_id")
);

-- How often each customer has used a promotion: an account, or the SHA-256 of an email address.
CREATE TABLE "promotion_customer" (
  "promotion_id" text NOT NULL REFERENCES "promotion" ("id"),
  "customer" text NOT NULL,
  "uses" integer NOT NULL CHECK ("uses" >= 0),
  "max_uses" integer,
  PRIMARY KEY ("promotion_id", "customer"),
  CONSTRAINT "promotion_customer_uses_within_limit" CHECK ("uses" <= "max_uses")
);

-- Counts uses of an order, in the transaction that writes it: the promotions' rows are held in the order of their ids, so that two orders
-- never wait for each other, and a limit that would be passed refuses all. $1: [{id, amount, position}]
CREATE FUNCTION "claim_promotions"(wanted jsonb, for_order text, by_customers text[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM "promotion" WHERE "id" IN (SELECT w->>'id' FROM jsonb_array_elements(wanted) AS w) ORDER BY "id" FOR UPDATE;
  IF EXISTS (
    SELECT FROM jsonb_array_elements(wanted) AS w JOIN "promotion" p ON p."id" = w->>'id'
    WHERE NOT p."is_active" OR p."starts_at" > now() OR p."ends_at" <= now()
  ) THEN
    RAISE EXCEPTION 'a promotion is not in force any more' USING ERRCODE = 'check_violation', CONSTRAINT = 'promotion_in_force';
  END IF;
  UPDATE "promotion" p SET "uses" = "uses" + 1, "spent" = "spent" + CASE WHEN p."currency" IS NULL THEN 0 ELSE w.amount END
    FROM jsonb_to_recordset(wanted) AS w(id text, amount bigint) WHERE p."id" = w.id;
  INSERT INTO "promotion_use" ("order_id", "promotion_id", "position", "name", "code", "amount", "customers")
    SELECT for_order, p."id", w.position, p."name", p."code", w.amount, by_customers
    FROM jsonb_to_recordset(wanted) AS w(id text, amount bigint, position int) JOIN "promotion" p ON p."id" = w.id;
  INSERT INTO "promotion_customer" AS c ("promotion_id", "customer", "uses", "max_uses")
    SELECT p."id", customer, 1, p."max_uses_per_customer"
    FROM jsonb_array_elements(wanted) AS w JOIN "promotion" p ON p."id" = w->>'id', unnest(by_customers) AS customer
    ON CONFLICT ("promotion_id", "customer") DO UPDATE SET "uses" = c."uses" + 1, "max_uses" = excluded."max_uses";
END
$$;

-- The uses of an order are free again; those that were given back stay so.
CREATE FUNCTION "give_back_promotions"(of_order text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM "promotion" WHERE "id" IN (SELECT "promotion_id" FROM "promotion_use" WHERE "order_id" = of_order) ORDER BY "id" FOR UPDATE;
  WITH given_back AS (
    UPDATE "promotion_use" SET "given_back_at" = now() WHERE "order_id" = of_order AND "given_back_at" IS NULL
    RETURNING "promotion_id", "amount", "customers"
  ), of_customers AS (
    UPDATE "promotion_customer" c SET "uses" = c."uses" - 1
    FROM given_back g WHERE c."promotion_id" = g."promotion_id" AND c."customer" = ANY (g."customers")
  )
  UPDATE "promotion" p SET "uses" = p."uses" - 1, "spent" = p."spent" - CASE WHEN p."currency" IS NULL THEN 0 ELSE g."amount" END
    FROM given_back g WHERE p."id" = g."promotion_id";
END
$$;
