import { type BalanceTransaction, newProcessorId, now } from './objects.ts';
import type { Processor } from './processor.ts';

/** The fee for a charge, minor units: 2.9 % half up, and 30. Kept when the charge is refunded, as Stripe does. */
export function feeOf(amount: number): number {
  return Math.floor((amount * 29 + 500) / 1_000) + 30;
}

type Movement = Pick<BalanceTransaction, 'type' | 'reporting_category' | 'source' | 'amount' | 'fee' | 'currency'>;

/** Moves money into or out of the account, and says so in the books. */
export function move(processor: Processor, movement: Movement): BalanceTransaction {
  const { amount, fee, currency, reporting_category } = movement;
  const detail = {
    amount: fee,
    application: null,
    currency,
    description: `Processing fee, ${reporting_category}`,
    type: 'stripe_fee',
  } as const;
  return processor.books.put('movement', {
    ...movement,
    id: newProcessorId('txn'),
    object: 'balance_transaction',
    available_on: now(),
    balance_type: 'payments',
    created: now(),
    description: null,
    exchange_rate: null,
    fee_details: fee === 0 ? [] : [detail],
    net: amount - fee,
    status: 'available',
  });
}

/** What the account holds, minor units by currency as the processor writes it. */
export function holdings({ books }: Processor): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { currency, net } of books.all('movement')) sums.set(currency, (sums.get(currency) ?? 0) + net);
  return sums;
}

/** `GET /v1/balance`. Everything is available at once here. */
export function readBalance(processor: Processor): object {
  const held = [...holdings(processor)].map(([currency, amount]) => ({ amount, currency, source_types: { card: amount } }));
  return {
    object: 'balance',
    available: held,
    livemode: false,
    pending: held.map((one) => ({ ...one, amount: 0, source_types: { card: 0 } })),
  };
}
