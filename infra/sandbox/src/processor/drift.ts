import { move } from './balance.ts';
import { invalid, missing } from './errors.ts';
import { failPayout } from './payouts.ts';
import type { Processor } from './processor.ts';

/** What a test may do to these books that nobody is told of, `POST /_sandbox/drift`. */
export type DriftOrder =
  | { readonly drop: string }
  | { readonly add: { readonly amount: number; readonly currency: string; readonly fee?: number; readonly secondsAgo?: number } }
  | { readonly change: string; readonly amount?: number; readonly fee?: number }
  | { readonly failPayout: string };

/**
 * Plants a drift: forgets a movement, or a charge, refund or payout with its movements; adds a movement; changes a charge's amount or
 * fee; fails a payout.
 * @returns the id of what is different now
 */
export function plantDrift(processor: Processor, order: DriftOrder): string {
  if ('drop' in order) return drop(processor, order.drop);
  if ('failPayout' in order) {
    const payout = processor.books.get('payout', order.failPayout);
    if (!payout) throw missing('payout', order.failPayout);
    return failPayout(processor, payout, { quietly: true }).id;
  }
  if ('add' in order) {
    const { amount, currency, fee = 0, secondsAgo = 0 } = order.add;
    const movement = { type: 'adjustment', reporting_category: 'other_adjustment', source: null, amount, fee, currency } as const;
    const added = move(processor, movement);
    return processor.books.put('movement', { ...added, created: added.created - secondsAgo }).id;
  }
  return change(processor, order);
}

const kinds = { txn: 'movement', ch: 'charge', re: 'refund', po: 'payout', du: 'dispute' } as const;

function drop({ books }: Processor, id: string): string {
  const prefix = id.split('_')[0] ?? '';
  if (!(prefix in kinds)) throw invalid(`${id} cannot be dropped.`);
  const kind = kinds[prefix as keyof typeof kinds];
  if (!books.get(kind, id)) throw missing(kind, id);
  books.drop(kind, id);
  for (const movement of [...books.all('movement')]) if (movement.source === id) books.drop('movement', movement.id);
  return id;
}

function change({ books }: Processor, order: { change: string; amount?: number; fee?: number }): string {
  const charge = books.get('charge', order.change);
  const movement = books.get('movement', charge?.balance_transaction ?? '');
  if (!charge || !movement) throw missing('charge', order.change);
  const { amount = movement.amount, fee = movement.fee } = order;
  books.put('charge', { ...charge, amount, amount_captured: amount });
  books.put('movement', { ...movement, amount, fee, net: amount - fee });
  return charge.id;
}
