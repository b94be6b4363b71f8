import { randomBytes, randomInt } from 'node:crypto';
import type { Faults } from '../processor/faults.ts';
import { startWebhooks } from '../processor/webhooks.ts';

/** What a carrier tells of a parcel, in the order in which it happens. */
export const scans = ['in_transit', 'out_for_delivery', 'delivered'] as const;
type Scan = (typeof scans)[number];

/** A parcel that a label was made for. */
interface Parcel {
  readonly trackingNumber: string;
  /** The shipper's own name for it: the same one again is the same label. */
  readonly reference: string;
  /** What was told of it. */
  readonly scans: readonly Scan[];
}

interface ParcelEvent {
  readonly id: string;
  readonly type: `parcel.${Scan}`;
  readonly trackingNumber: string;
  /** UTC, ISO 8601. */
  readonly occurredAt: string;
  /** Where it was seen: a depot of the carrier's, never an address. */
  readonly location: string;
}

const depots: Readonly<Record<Scan, string>> = { in_transit: 'Harbour hub', out_for_delivery: 'Local depot', delivered: 'Local depot' };

export interface CarrierOptions {
  readonly webhookUrl: string;
  readonly webhookSecret: string;
  /** What duplicates and reorders webhooks. */
  readonly faults: Faults;
  /** Milliseconds between what happens to a parcel by itself; 0: nothing does. */
  readonly paceMs: number;
}

export interface Carrier {
  label(reference: string): Parcel;
  find(trackingNumber: string): Parcel | undefined;
  /** Tells that a parcel was seen; each scan once. @returns false when it was told before */
  scan(parcel: Parcel, scan: Scan): boolean;
  close(): void;
}

/** A small carrier: labels with tracking numbers, and signed webhooks of what happens to the parcels. It forgets them at the end. */
export function openCarrier({ webhookUrl, webhookSecret, faults, paceMs }: CarrierOptions): Carrier {
  const parcels = new Map<string, Parcel>();
  const byReference = new Map<string, string>();
  const timers = new Set<NodeJS.Timeout>();
  const webhooks = startWebhooks<ParcelEvent>({ url: webhookUrl, secret: webhookSecret, header: 'carrier-signature', faults });

  const carrier: Carrier = {
    label(reference) {
      const known = parcels.get(byReference.get(reference) ?? '');
      if (known) return known;
      const trackingNumber = `HP${randomInt(1e11, 9e11)}`;
      const parcel = { trackingNumber, reference, scans: [] };
      parcels.set(trackingNumber, parcel);
      byReference.set(reference, trackingNumber);
      if (paceMs > 0) for (const [index, scan] of scans.entries()) later((index + 1) * paceMs, () => carrier.scan(parcel, scan));
      return parcel;
    },
    find: (trackingNumber) => parcels.get(trackingNumber),
    scan({ trackingNumber }, scan) {
      const parcel = parcels.get(trackingNumber);
      if (!parcel || parcel.scans.includes(scan)) return false;
      parcels.set(trackingNumber, { ...parcel, scans: [...parcel.scans, scan] });
      const id = `cev_${randomBytes(12).toString('hex')}`;
      webhooks.send({ id, type: `parcel.${scan}`, trackingNumber, occurredAt: new Date().toISOString(), location: depots[scan] });
      return true;
    },
    close() {
      for (const timer of timers) clearTimeout(timer);
      webhooks.close();
    },
  };

  function later(ms: number, work: () => void): void {
    const timer = setTimeout(() => {
      timers.delete(timer);
      work();
    }, ms);
    timers.add(timer);
  }

  return carrier;
}
