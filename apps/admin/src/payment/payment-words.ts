import type { Tone } from '@tradewind/ui/badge';
import type { LedgerAccount, Payment, Payout } from '#gateway/procedures.ts';

interface Words {
  readonly label: string;
  readonly tone: Tone;
}

/** The way back from the pages under the payments'. */
export const paymentCrumbs = [{ label: 'Payments', href: '/payments' }];

export const paymentStatusWords: Readonly<Record<Payment['status'], Words>> = {
  pending: { label: 'Pending', tone: 'warning' },
  captured: { label: 'Captured', tone: 'success' },
  voided: { label: 'Voided', tone: 'neutral' },
  failed: { label: 'Failed', tone: 'danger' },
  conflicted: { label: 'Amount differs', tone: 'danger' },
};

export const payoutStatusWords: Readonly<Record<Payout['status'], Words>> = {
  pending: { label: 'Pending', tone: 'warning' },
  in_transit: { label: 'On its way', tone: 'info' },
  paid: { label: 'Paid', tone: 'success' },
  failed: { label: 'Failed', tone: 'danger' },
  canceled: { label: 'Cancelled', tone: 'neutral' },
};

/** Each account of the ledger, and whether money in it shows as a credit. */
export const accountWords: Readonly<Record<LedgerAccount, { readonly label: string; readonly isCredit: boolean }>> = {
  processor: { label: 'At the processor', isCredit: false },
  bank: { label: 'Paid out to the bank', isCredit: false },
  sales: { label: 'Sales', isCredit: true },
  refunds: { label: 'Refunds', isCredit: false },
  fees: { label: 'Fees', isCredit: false },
  disputes: { label: 'Withheld for disputes', isCredit: false },
  dispute_losses: { label: 'Lost disputes', isCredit: false },
  suspense: { label: 'To be settled', isCredit: true },
  gift_cards: { label: 'Owed on gift cards', isCredit: true },
  store_credit: { label: 'Owed as store credit', isCredit: true },
  goodwill: { label: 'Given away', isCredit: false },
};
