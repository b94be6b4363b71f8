import { eventsTookEffect, noDeadLetters, nothingEndedByItself, webhooksHandled } from './events.ts';
import type { Evidence, Finding } from './evidence.ts';
import { everyOrderMailed, repeatsExplained } from './mail.ts';
import {
  chargesHaveOrders,
  creditIsOwed,
  editsArePaid,
  ledgerEqualsProcessor,
  ledgerSumsToZero,
  noDifferences,
  noDoubleCharges,
  onePaymentEach,
} from './money.ts';
import {
  acknowledgedChangesKept,
  acknowledgedOrdersKept,
  cartsAreFree,
  everyOrderSettled,
  noDuplicateOrders,
  noRefundTwice,
  refusedNotCharged,
  unknownOrdersSettled,
} from './orders.ts';
import { reservedIsLive, stockAddsUp } from './stock.ts';

/** What must hold, in the words of the report. */
export const invariants = {
  'acknowledged orders are kept': acknowledgedOrdersKept,
  'acknowledged cancellations and refunds are kept': acknowledgedChangesKept,
  'no refund is made twice': noRefundTwice,
  'one order per cart, shopper and key': noDuplicateOrders,
  'every order is whole or undone': everyOrderSettled,
  'also those nobody was told of': unknownOrdersSettled,
  'who was refused has not paid': refusedNotCharged,
  'carts are free of orders that are over': cartsAreFree,
  'no order is charged twice': noDoubleCharges,
  'no payment is begun twice': onePaymentEach,
  'every charge is of a paid order': chargesHaveOrders,
  'edits that cost more are paid for, or not made': editsArePaid,
  'the ledger sums to zero': ledgerSumsToZero,
  "the ledger equals the processor's books": ledgerEqualsProcessor,
  'reconciliation finds no difference': noDifferences,
  'what is on gift cards is owed, and held for waiting orders alone': creditIsOwed,
  'stock is what there was less what is sold': stockAddsUp,
  'reserved is what waiting orders hold': reservedIsLive,
  'every confirmed order has its email': everyOrderMailed,
  'repeated emails are explained': repeatsExplained,
  'no event waits for somebody to look': noDeadLetters,
  'every event took effect': eventsTookEffect,
  "the processor's events were acted on": webhooksHandled,
  'nothing ended by itself': nothingEndedByItself,
} as const satisfies Record<string, (evidence: Evidence) => Finding>;

export type InvariantName = keyof typeof invariants;

export interface Verdict extends Finding {
  readonly name: InvariantName;
}

/** Holds the record against the books. */
export function verify(evidence: Evidence): Verdict[] {
  // The cast: an object's own keys are the names of its type here.
  return (Object.keys(invariants) as InvariantName[]).map((name) => ({ name, ...invariants[name](evidence) }));
}
