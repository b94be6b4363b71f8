import { z } from 'zod';
import { accessToken, idOf, instant } from './primitives.ts';

/** How far a parcel is: `shipped` until its carrier has told of it. */
export const parcelStatus = z.enum(['shipped', 'in_transit', 'out_for_delivery', 'delivered']);

/** A parcel is reached by the token of its link alone. */
export const trackInput = z.object({ shipmentId: idOf('shipment'), token: accessToken });

/** What anybody with its link may know of a parcel: nothing of whose it is, where it goes or what is in it. */
export const parcel = z.object({
  carrier: z.string().nullable(),
  trackingNumber: z.string().nullable(),
  status: parcelStatus,
  shippedAt: instant,
  deliveredAt: instant.nullable(),
  /** What the carrier told, the newest first. */
  events: z.array(z.object({ at: instant, status: parcelStatus, location: z.string().nullable() })),
});

export type Parcel = z.infer<typeof parcel>;
export type ParcelStatus = z.infer<typeof parcelStatus>;
