import type { Fee } from '../ledger/post-fee.ts';
import type { Services } from '../services.ts';
import type { PaymentRow } from './payment-store.ts';
import { recordCapture } from './record-capture.ts';
import { recordDecline } from './record-decline.ts';
import { recordVoid } from './record-void.ts';

interface ChargeFacts {
  readonly id: string;
  /** The movement of the processor's balance; whole where it was asked for and is there. */
  readonly balance_transaction?: string | { id: string; fee: number; currency: string } | null;
}

/** What is read of a PaymentIntent, from an answer of the processor or from its webhook. */
export interface IntentFacts {
  readonly id: string;
  readonly status: string;
  readonly currency: string;
  readonly amount_received: number;
  readonly latest_charge?: string | ChargeFacts | null;
  readonly last_payment_error?: { code?: string; decline_code?: string; charge?: string } | null;
}

/**
 * Writes down what an intent tells of its payment, in whatever order it is told.
 * @param source what a decline without a charge of its own is remembered by
 */
export async function applyIntent(
  ctx: Pick<Services, 'db'>,
  { payment, intent, source }: { payment: PaymentRow; intent: IntentFacts; source: string },
): Promise<void> {
  switch (intent.status) {
    case 'succeeded': {
      const charge = typeof intent.latest_charge === 'object' ? (intent.latest_charge?.id ?? null) : (intent.latest_charge ?? null);
      const { id: reference, amount_received: amountMinor, currency } = intent;
      await recordCapture(ctx, payment, { reference, charge, amountMinor, currency, fee: feeOf(intent.latest_charge) });
      return;
    }
    case 'canceled':
      await recordVoid(ctx, payment);
      return;
    case 'requires_payment_method': {
      const error = intent.last_payment_error;
      if (error) await recordDecline(ctx, payment, { key: error.charge ?? source, code: error.decline_code ?? error.code ?? null });
      return;
    }
    default:
  }
}

/** The processor's fee for a charge, where its answer tells it. */
export function feeOf(charge: string | ChargeFacts | null | undefined): Fee | null {
  const movement = typeof charge === 'object' ? charge?.balance_transaction : null;
  if (typeof movement !== 'object' || movement === null) return null;
  return { movement: movement.id, amount: movement.fee, currency: movement.currency };
}
