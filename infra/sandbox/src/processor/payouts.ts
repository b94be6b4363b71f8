import { holdings, move } from './balance.ts';
import { invalid } from './errors.ts';
import { amount, type Form, metadata, required, text } from './form.ts';
import { newProcessorId, now, type Payout } from './objects.ts';
import type { Processor } from './processor.ts';

/** `POST /v1/payouts`. @throws ProcessorError 400 above what the account holds */
export function createPayout(processor: Processor, form: Form): Payout {
  const currency = required(text(form, 'currency'), 'currency').toLowerCase();
  return payOut(processor, { currency, amount: required(amount(form, 'amount'), 'amount'), metadata: metadata(form), automatic: false });
}

/** Sends money of the account to the bank: it is gone at once, and has arrived after a while. */
export function payOut(processor: Processor, asked: Pick<Payout, 'currency' | 'amount' | 'metadata' | 'automatic'>): Payout {
  const { amount: sum, currency } = asked;
  if (sum < 1 || sum > (holdings(processor).get(currency) ?? 0)) {
    throw invalid('You have insufficient funds in your Stripe account for this transfer.', {
      code: 'balance_insufficient',
      param: 'amount',
    });
  }
  const id = newProcessorId('po');
  const movement = move(processor, { type: 'payout', reporting_category: 'payout', source: id, amount: -sum, fee: 0, currency });
  const payout = processor.books.put('payout', {
    ...asked,
    id,
    object: 'payout',
    arrival_date: now(),
    balance_transaction: movement.id,
    created: now(),
    description: null,
    failure_balance_transaction: null,
    failure_code: null,
    failure_message: null,
    livemode: false,
    method: 'standard',
    status: 'pending',
    type: 'bank_account',
  });
  processor.emit('payout.created', payout);
  settlePayout(processor, id);
  return payout;
}

/** Lets a payout arrive after a while, unless it has failed. */
export function settlePayout(processor: Processor, payoutId: string): void {
  processor.later(() => {
    const payout = processor.books.get('payout', payoutId);
    if (payout?.status === 'pending') processor.emit('payout.paid', processor.books.put('payout', { ...payout, status: 'paid' }));
  });
}

/** The bank sends it back, also days after it counted as paid. @param options.quietly without a webhook */
export function failPayout(processor: Processor, payout: Payout, options: { quietly: boolean }): Payout {
  if (payout.status === 'failed' || payout.status === 'canceled') throw invalid('This payout has ended already.');
  const { id: source, amount: sum, currency } = payout;
  const back = move(processor, { type: 'payout_failure', reporting_category: 'payout_reversal', source, amount: sum, fee: 0, currency });
  const failed = processor.books.put('payout', {
    ...payout,
    status: 'failed',
    failure_balance_transaction: back.id,
    failure_code: 'account_closed',
    failure_message: 'The bank account has been closed.',
  });
  if (!options.quietly) processor.emit('payout.failed', failed);
  return failed;
}
