import { primitives } from '@tradewind/contracts/schemas';
import { z } from 'zod';

/** What a carrier tells of a parcel. */
const carrierEvent = z
  .object({
    id: primitives.text(100),
    type: z.enum(['parcel.in_transit', 'parcel.out_for_delivery', 'parcel.delivered']),
    trackingNumber: primitives.text(100),
    occurredAt: primitives.instant,
    location: primitives.text(120).optional(),
  })
  .transform(({ type, location, ...rest }) => ({ ...rest, status: statuses[type], location: location ?? null }));

const statuses = {
  'parcel.in_transit': 'in_transit',
  'parcel.out_for_delivery': 'out_for_delivery',
  'parcel.delivered': 'delivered',
} as const;

export type CarrierEvent = z.infer<typeof carrierEvent>;

/** @returns undefined when the body is no event, or of a kind that nobody here knows */
export function parseCarrierEvent(body: Buffer): CarrierEvent | undefined {
  try {
    return carrierEvent.safeParse(JSON.parse(body.toString('utf8'))).data;
  } catch {
    return undefined;
  }
}
