import { z } from 'zod';
import { accessToken, idOf, instant, money } from './primitives.ts';

export const invoiceKind = z.enum(['invoice', 'credit_note']);

/** An invoice, or the credit note of a refund; never changed once it was issued. */
export const invoice = z.object({
  id: idOf('invoice'),
  orderId: idOf('order'),
  kind: invoiceKind,
  /** Without gaps in each year: `INV-2026-000001`, `CRN-2026-000001`. */
  number: z.string(),
  issuedAt: instant,
  total: money,
  /** Part of the total. */
  tax: money,
});

/** As an order, its invoices are reached by the guest's token, as its customer, or by staff. */
const orderKey = { orderId: idOf('order'), orderToken: accessToken.optional() };

export const invoicesInput = z.object(orderKey);
/** The oldest first. */
export const invoiceList = z.object({ items: z.array(invoice) });

export const invoicePdfInput = z.object({ ...orderKey, invoiceId: idOf('invoice') });
/** In base64. */
export const invoicePdf = z.object({ number: z.string(), pdf: z.string() });

export type Invoice = z.infer<typeof invoice>;
export type InvoiceKind = z.infer<typeof invoiceKind>;
