-- Staff hear of disputes; customers of gift cards, of changed orders, and of returns that are settled without a parcel.
ALTER TABLE "message" DROP CONSTRAINT "message_recipient_kind_known";
ALTER TABLE "message" ADD CONSTRAINT "message_recipient_kind_known" CHECK ("recipient_kind" IN ('customer', 'staff'));
ALTER TABLE "message" DROP CONSTRAINT "message_kind_known";
ALTER TABLE "message" ADD CONSTRAINT "message_kind_known" CHECK (
  "kind" IN ('registration-code', 'order-confirmed', 'order-shipped', 'order-cancelled', 'order-refunded', 'order-edited',
    'return-requested', 'return-approved', 'return-rejected', 'return-waived', 'dispute-opened', 'dispute-due', 'dispute-closed',
    'gift-card')
);
