import type { Money } from '@tradewind/money';
import type { Input, Order } from '#gateway/procedures.ts';
import { moneyHelp, parseMoney } from '#money/parse-money.ts';
import { piecesOf, type Quantities } from './pieces.ts';

type RefundInput = Input<'admin.orders.refund'>;
type RefundWay = 'all' | 'amount' | 'items';

export interface RefundDraft {
  readonly way: RefundWay;
  readonly amount: string;
  readonly quantities: Quantities;
  readonly reason: string;
  readonly to: NonNullable<RefundInput['to']>;
}

/** What is to be sent for a draft, or what is wrong at which field. */
export function refundInput(
  order: Order,
  left: Money,
  draft: RefundDraft,
): { input: RefundInput } | { errors: Readonly<Record<string, string>> } {
  const errors: Record<string, string> = {};
  const reason = draft.reason.trim();
  if (!reason) errors.reason = 'Say why, for the books';
  const base = { orderId: order.id, reason, to: draft.to };
  let share: Pick<RefundInput, 'amountMinor' | 'items'> = {};
  if (draft.way === 'amount') {
    const amount = parseMoney(draft.amount, order.currency);
    if (!amount || amount.amountMinor === 0) errors.amountMinor = moneyHelp(order.currency);
    else if (amount.amountMinor > left.amountMinor) errors.amountMinor = 'That is more than is left';
    else share = { amountMinor: amount.amountMinor };
  }
  if (draft.way === 'items') {
    const items = piecesOf(order.items, draft.quantities);
    if (items.length === 0) errors.items = 'Choose at least one piece';
    share = { items };
  }
  return Object.keys(errors).length > 0 ? { errors } : { input: { ...base, ...share } };
}
