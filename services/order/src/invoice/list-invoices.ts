import type { invoices } from '@tradewind/contracts/schemas';
import { type OrderKey, openOrder } from '../order/open-order.ts';
import type { Services } from '../services.ts';
import { readInvoices, toInvoice } from './invoice-store.ts';

/** An order's invoices and credit notes, to its guest by token, to its customer, and to staff. @throws NOT_FOUND */
export async function listInvoices(ctx: Services, key: OrderKey): Promise<{ items: invoices.Invoice[] }> {
  const { id } = await openOrder(ctx, key);
  return { items: (await readInvoices(ctx.db, id)).map(toInvoice) };
}
