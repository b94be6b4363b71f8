-- Customers are asked to pay for a change of their order, and told when it does not come about.
ALTER TABLE "message" DROP CONSTRAINT "message_kind_known";
ALTER TABLE "message" ADD CONSTRAINT "message_kind_known" CHECK (
  "kind" IN ('registration-code', 'order-confirmed', 'order-shipped', 'order-cancelled', 'order-refunded', 'order-edited',
    'return-requested', 'return-approved', 'return-rejected', 'return-waived', 'dispute-opened', 'dispute-due', 'dispute-closed',
    'gift-card', 'payment-requested', 'edit-requested', 'edit-withdrawn')
);
