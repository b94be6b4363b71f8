import { invoices } from '@tradewind/contracts/schemas';
import { z } from 'zod';
import type { GatewayServices } from '../services.ts';
import { orderHeaders, orderParams, type RestApp, sendPdf } from './parts.ts';
import { failing } from './problems.ts';

const tags = ['Orders'];

/** An order's invoices and credit notes, to its guest by token, to its customer, and to staff. */
export function addInvoices(app: RestApp, { clients }: GatewayServices): void {
  app.get(
    '/orders/:id/invoices',
    {
      schema: {
        tags,
        summary: "An order's invoices and credit notes, the oldest first",
        operationId: 'listInvoices',
        params: orderParams,
        headers: orderHeaders,
        response: { 200: invoices.invoiceList, ...failing('UNAUTHENTICATED', 'NOT_FOUND') },
      },
    },
    ({ params, headers }) => clients.order.invoices.list.query({ orderId: params.id, orderToken: headers['x-order-token'] }),
  );

  app.get(
    '/orders/:id/invoices/:invoiceId',
    {
      schema: {
        tags,
        summary: 'An invoice as PDF',
        operationId: 'getInvoice',
        params: orderParams.extend({ invoiceId: invoices.invoice.shape.id }),
        headers: orderHeaders,
        response: {
          200: { description: 'The document', content: { 'application/pdf': { schema: z.string() } } },
          ...failing('UNAUTHENTICATED', 'NOT_FOUND'),
        },
      },
    },
    async ({ params, headers }, reply) => {
      const input = { orderId: params.id, orderToken: headers['x-order-token'], invoiceId: params.invoiceId };
      await sendPdf(reply, await clients.order.invoices.pdf.query(input));
    },
  );
}
