ALTER TABLE "message" DROP CONSTRAINT "message_kind_known";
ALTER TABLE "message" ADD CONSTRAINT "message_kind_known" CHECK (
  "kind" IN ('registration-code', 'order-confirmed', 'order-shipped', 'order-cancelled', 'order-refunded',
    'return-requested', 'return-approved', 'return-rejected', 'gift-card')
);
