CREATE TABLE "message" (
  "id" TEXT NOT NULL,
  "event_id" UUID NOT NULL,
  "recipient_kind" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "subject_id" TEXT NOT NULL,
  "detail" JSONB NOT NULL DEFAULT '{}',
  "status" TEXT NOT NULL DEFAULT 'queued',
  "attempts" INTEGER NOT NULL DEFAULT 0,
  "masked_recipient" TEXT,
  "failure" TEXT,
  "due_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "sent_at" TIMESTAMPTZ(3),
  CONSTRAINT "message_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "message_recipient_kind_known" CHECK ("recipient_kind" = 'customer'),
  CONSTRAINT "message_kind_known" CHECK (
    "kind" IN ('registration-code', 'order-confirmed', 'order-shipped', 'order-cancelled', 'order-refunded')
  ),
  CONSTRAINT "message_status_known" CHECK ("status" IN ('queued', 'sent', 'failed')),
  CONSTRAINT "message_sent_has_time" CHECK (("status" = 'sent') = ("sent_at" IS NOT NULL)),
  CONSTRAINT "message_recipient_is_masked" CHECK ("masked_recipient" IS NULL OR "masked_recipient" LIKE '_…@%')
);
-- One email per event and recipient.
CREATE UNIQUE INDEX "message_event_id_recipient_kind_key" ON "message"("event_id", "recipient_kind");
CREATE INDEX "message_subject_id_idx" ON "message"("subject_id");
-- What the sweep looks through: the few that are due.
CREATE INDEX "message_queued" ON "message"("due_at") WHERE "status" = 'queued';
