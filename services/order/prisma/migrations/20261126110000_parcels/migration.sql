-- Who has its link may see where a parcel is, and nothing of whose it is: 244 random bits.
ALTER TABLE "shipment" ADD COLUMN "tracking_token" text NOT NULL DEFAULT replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '');
-- Whether the connected carrier made its label: then the number is the carrier's, and it tells of the parcel.
ALTER TABLE "shipment" ADD COLUMN "labelled" boolean NOT NULL DEFAULT false;
ALTER TABLE "shipment" ADD CONSTRAINT "shipment_label_has_a_number" CHECK (NOT "labelled" OR "tracking_number" IS NOT NULL);
CREATE UNIQUE INDEX "shipment_label_once" ON "shipment" ("tracking_number") WHERE "labelled";

-- What the carrier told, each event once by its own id; also of parcels that are not known yet.
CREATE TABLE "carrier_event" (
  "id" text PRIMARY KEY,
  "tracking_number" text NOT NULL,
  "status" text NOT NULL CHECK ("status" IN ('in_transit', 'out_for_delivery', 'delivered')),
  "location" text,
  "occurred_at" timestamptz NOT NULL,
  "received_at" timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX "carrier_event_by_parcel" ON "carrier_event" ("tracking_number");
