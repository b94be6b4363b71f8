import type { order } from '@tradewind/contracts/schemas';
import { money } from '@tradewind/money';
import { type OrderKey, openOwnOrder } from '../order/open-order.ts';
import { toOrder } from '../order/order-view.ts';
import type { Services } from '../services.ts';
import { payEdit } from '../supplement/pay-edit.ts';
import { isByStaff } from './note-payment.ts';
import { resumeOrder } from './pay-order.ts';

const open: readonly order.CheckoutResult['payment']['status'][] = ['requires_payment_method', 'requires_action'];

/**
 * What is due of an order that its customer pays by link, or of an edit of it that costs more, with what the browser needs to pay it; nothing of one that was paid for, is being
 * paid for, or is the business of a checkout.
 * @throws NOT_FOUND also when it is somebody else's; CONFLICT when the order or the edit was given up meanwhile; UNAVAILABLE
 */
export async function lookAtDue(ctx: Services, key: OrderKey): Promise<order.DueResult> {
  const whole = await openOwnOrder(ctx, key);
  const edit = await payEdit(ctx, whole);
  if (edit) return { order: toOrder(whole), due: open.includes(edit.payment.status) ? edit : null };
  const isOpen = whole.status === 'pending' && whole.paymentStatus !== 'conflicted';
  if (!isOpen || !isByStaff(whole)) return { order: toOrder(whole), due: null };
  const { order: now, payment } = await resumeOrder(ctx, whole, undefined);
  if (!open.includes(payment.status)) return { order: now, due: null };
  return { order: now, due: { amount: money(whole.total, whole.currency), purpose: 'order', payment } };
}
