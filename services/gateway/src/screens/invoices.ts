import { invoices } from '@tradewind/contracts/schemas';
import { createTrpc } from '@tradewind/service';
import type { GatewayServices } from '../services.ts';

/** An order's invoices and credit notes: to its guest by token, to its customer, and to staff. */
export function invoicesRouter({ clients }: GatewayServices) {
  const { router, procedure } = createTrpc();
  return router({
    list: procedure('public')
      .input(invoices.invoicesInput)
      .output(invoices.invoiceList)
      .query(({ input }) => clients.order.invoices.list.query(input)),
    pdf: procedure('public')
      .input(invoices.invoicePdfInput)
      .output(invoices.invoicePdf)
      .query(({ input }) => clients.order.invoices.pdf.query(input)),
  });
}

/** The same in the back office. */
export function adminInvoicesRouter({ clients }: GatewayServices) {
  const { router, procedure } = createTrpc();
  return router({
    list: procedure({ permission: 'orders:read' })
      .input(invoices.invoicesInput.omit({ orderToken: true }))
      .output(invoices.invoiceList)
      .query(({ input }) => clients.order.invoices.list.query(input)),
    pdf: procedure({ permission: 'orders:read' })
      .input(invoices.invoicePdfInput.omit({ orderToken: true }))
      .output(invoices.invoicePdf)
      .query(({ input }) => clients.order.invoices.pdf.query(input)),
  });
}
