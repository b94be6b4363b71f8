-- Staff hear of disputes.
ALTER TABLE "message" DROP CONSTRAINT "message_recipient_kind_known";
ALTER TABLE "message" ADD CONSTRAINT "message_recipient_kind_known" CHECK ("recipient_kind" IN ('customer', 'staff'));
ALTER TABLE "message" DROP CONSTRAINT "message_kind_known";
ALTER TABLE "message" ADD CONSTRAINT "message_kind_known" CHECK (
  "kind" IN ('registration-code', 'order-confirmed', 'order-shipped', 'order-cancelled', 'order-refunded',
    'return-requested', 'return-approved', 'return-rejected', 'dispute-opened', 'dispute-due', 'dispute-closed')
);
