import type { Id } from '@tradewind/contracts/ids';
import type { invoices } from '@tradewind/contracts/schemas';
import type { z } from 'zod';
import { type OrderKey, openOrder } from '../order/open-order.ts';
import type { Services } from '../services.ts';
import { loadInvoice } from './invoice-store.ts';
import { renderInvoice } from './render-invoice.ts';

/** An invoice as PDF, made of what was stored when it was issued, for whoever may see its order. @throws NOT_FOUND */
export async function getInvoicePdf(
  ctx: Services,
  input: OrderKey & { invoiceId: Id<'invoice'> },
): Promise<z.infer<typeof invoices.invoicePdf>> {
  const { id } = await openOrder(ctx, input);
  const found = await loadInvoice(ctx.db, id, input.invoiceId);
  return { number: found.number, pdf: (await renderInvoice(found)).toString('base64') };
}
