import { TradewindError } from '@tradewind/contracts/errors';
import type { OrderId } from '@tradewind/contracts/ids';
import { forSale, type Offers } from '../cart/current-lines.ts';
import { loadOrder, type OrderRow, type WholeOrder } from '../order/order-store.ts';
import type { Services } from '../services.ts';
import { requireNothingWaits } from '../supplement/require-nothing-waits.ts';
import { type Changes, type Plan, planEdit } from './plan-edit.ts';

export interface LookedAt {
  readonly order: WholeOrder;
  readonly plan: Plan;
  /** Of the variants of which there are to be more. */
  readonly offers: Offers;
}

/** @throws CONFLICT for an order that is not paid for, or of which nothing is left to ship */
export function requireEditable({ status, paymentStatus, fulfilmentStatus }: OrderRow): void {
  const isPaid = status === 'confirmed' && (paymentStatus === 'paid' || paymentStatus === 'partially_refunded');
  if (!isPaid) throw new TradewindError('CONFLICT', 'Only an order that is confirmed and paid for is edited.');
  if (fulfilmentStatus !== 'unfulfilled' && fulfilmentStatus !== 'partial') {
    throw new TradewindError('CONFLICT', 'Everything of this order was shipped already.');
  }
}

/** An order, and what an edit would make of it at the prices of now. @throws NOT_FOUND; CONFLICT also while another edit waits for its payment; as {@link planEdit} does */
export async function lookAtEdit(ctx: Services, { orderId, ...changes }: Changes & { orderId: OrderId }): Promise<LookedAt> {
  const order = await loadOrder(ctx.db, orderId);
  requireEditable(order);
  if (order.facts.some(({ type, data }) => type === 'placed' && data.replaces !== undefined)) {
    throw new TradewindError('CONFLICT', 'What is sent anew is not edited; cancel the order instead.');
  }
  await requireNothingWaits(ctx.db, order);
  const growing = order.items.filter(({ id, quantity }) => changes.items.some((item) => item.itemId === id && item.quantity > quantity));
  const variantIds = [...growing, ...changes.added].map(({ variantId }) => variantId);
  const [offers, { tax }] = await Promise.all([forSale(ctx, variantIds, order.currency), ctx.settings.current()]);
  return { order, plan: planEdit(order, changes, { offers, taxes: tax.value }), offers };
}
