CREATE TABLE "account" (
  "id" TEXT NOT NULL,
  "email" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "password_hash" TEXT NOT NULL,
  "roles" TEXT[],
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "account_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "account_email_lower" CHECK ("email" = lower("email")),
  CONSTRAINT "account_password_hashed" CHECK ("password_hash" LIKE '$argon2id$%'),
  CONSTRAINT "account_roles_known" CHECK (
    cardinality("roles") > 0 AND "roles" <@ ARRAY['customer', 'support', 'catalog', 'warehouse', 'finance', 'admin']
  )
);
CREATE UNIQUE INDEX "account_email_key" ON "account"("email");

CREATE TABLE "registration" (
  "id" TEXT NOT NULL,
  "email" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "password_hash" TEXT NOT NULL,
  "account_exists" BOOLEAN NOT NULL,
  "attempts" SMALLINT NOT NULL DEFAULT 0,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "expires_at" TIMESTAMPTZ(3) NOT NULL,
  "confirmed_at" TIMESTAMPTZ(3),
  CONSTRAINT "registration_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "registration_attempts_bounded" CHECK ("attempts" BETWEEN 0 AND 5),
  CONSTRAINT "registration_known_never_confirmed" CHECK ("confirmed_at" IS NULL OR NOT "account_exists"),
  CONSTRAINT "registration_password_hashed" CHECK ("password_hash" LIKE '$argon2id$%')
);
CREATE INDEX "registration_expires_at_idx" ON "registration"("expires_at");

CREATE TABLE "session" (
  "id" TEXT NOT NULL,
  "account_id" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "expires_at" TIMESTAMPTZ(3) NOT NULL,
  "ended_at" TIMESTAMPTZ(3),
  "end_reason" TEXT,
  CONSTRAINT "session_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "session_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "session_end_has_reason" CHECK (
    ("ended_at" IS NULL) = ("end_reason" IS NULL) AND ("end_reason" IS NULL OR "end_reason" IN ('logout', 'reuse'))
  )
);
CREATE INDEX "session_account_id_idx" ON "session"("account_id");
CREATE INDEX "session_expires_at_idx" ON "session"("expires_at");

CREATE TABLE "refresh_token" (
  "hash" BYTEA NOT NULL,
  "session_id" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "expires_at" TIMESTAMPTZ(3) NOT NULL,
  "used_at" TIMESTAMPTZ(3),
  CONSTRAINT "refresh_token_pkey" PRIMARY KEY ("hash"),
  CONSTRAINT "refresh_token_is_sha256" CHECK (octet_length("hash") = 32),
  CONSTRAINT "refresh_token_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "session"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "refresh_token_session_id_idx" ON "refresh_token"("session_id");
CREATE INDEX "refresh_token_expires_at_idx" ON "refresh_token"("expires_at");
-- A family is a chain, so at most one of its tokens is unused at any time.
CREATE UNIQUE INDEX "refresh_token_one_live_per_session" ON "refresh_token"("session_id") WHERE "used_at" IS NULL;
