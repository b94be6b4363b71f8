import type { Discrepancy } from '#gateway/procedures.ts';

/** What differs, and what may be the cause. */
export const discrepancyWords: Readonly<Record<Discrepancy['kind'], { readonly label: string; readonly cause: string }>> = {
  charge_unknown: { label: 'Charge we do not know', cause: 'Somebody was charged at the processor without an order here.' },
  charge_differs: { label: 'Charge in another amount', cause: 'The processor took another sum than was booked.' },
  charge_missing: { label: 'Charge the processor does not know', cause: 'It is in the ledger alone.' },
  refund_differs: { label: 'Refund in another amount', cause: 'The processor gave back another sum than was booked.' },
  refund_missing: { label: 'Refund the processor does not know', cause: 'It is in the ledger alone.' },
  fee_differs: { label: 'Another fee', cause: 'The processor kept another fee than was booked.' },
  dispute_differs: { label: 'Dispute in another amount', cause: 'The processor withheld or gave back another sum than was booked.' },
  dispute_missing: { label: 'Dispute’s money the processor does not know', cause: 'It is in the ledger alone.' },
  payout_differs: { label: 'Payout in another amount', cause: 'Another sum left the processor than was booked.' },
  payout_missing: { label: 'Payout the processor does not know', cause: 'It is in the ledger alone.' },
  payout_failed: { label: 'Payout that came back', cause: 'It had counted as paid; the bank has sent it back to the processor.' },
  movement_unknown: { label: 'Movement without a booking', cause: 'The processor’s balance changed, and the ledger has nothing for it.' },
};
