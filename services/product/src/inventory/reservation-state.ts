import type { product } from '@tradewind/contracts/schemas';
import type { z } from 'zod';

export type ReservationStatus = z.infer<typeof product.reservationStatus>;

/** Where a reservation may go. `expired → committed` is a payment that came after the stock had gone back, and took it again. */
export const transitions = {
  reserved: ['committed', 'released', 'expired'],
  expired: ['committed', 'released'],
  committed: ['released'],
  released: [],
} as const satisfies Record<ReservationStatus, readonly ReservationStatus[]>;

/**
 * What each step does to the stock rows, per piece. Every step of {@link transitions} is here once, and the statement that
 * carries it out does nothing unless the reservation is still in `from`.
 */
export const steps = {
  commit: { from: 'reserved', to: 'committed', onHand: -1, reserved: -1 },
  release: { from: 'reserved', to: 'released', onHand: 0, reserved: -1 },
  expire: { from: 'reserved', to: 'expired', onHand: 0, reserved: -1 },
  takeAgain: { from: 'expired', to: 'committed', onHand: -1, reserved: 0 },
  forget: { from: 'expired', to: 'released', onHand: 0, reserved: 0 },
  putBack: { from: 'committed', to: 'released', onHand: 1, reserved: 0 },
} as const satisfies Record<string, Step>;

export interface Step {
  readonly from: ReservationStatus;
  readonly to: ReservationStatus;
  /** Change of what is on hand, per reserved piece. */
  readonly onHand: -1 | 0 | 1;
  /** Change of what is reserved, per reserved piece. */
  readonly reserved: -1 | 0;
}
