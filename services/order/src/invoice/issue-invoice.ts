import type { Sql } from '@tradewind/service';
import { onlyRow } from '@tradewind/service';
import { type OrderItemRow, type OrderRow, readItems } from '../order/order-store.ts';
import type { InvoiceFacts } from './invoice-facts.ts';
import { insertInvoice } from './invoice-store.ts';
import { seller } from './seller.ts';
import { taxRateOf } from './tax-rate.ts';

const includedText = 'SELECT included_tax AS tax FROM orders WHERE id = $1';

function lineOf({ title, variantTitle, sku, quantity, unitPrice }: OrderItemRow): InvoiceFacts['lines'][number] {
  return { text: title, detail: [variantTitle, sku].filter(Boolean).join(' · '), quantity, unitPrice, amount: unitPrice * quantity };
}

const plain = (text: string, amount: number) => ({ text, detail: '', quantity: null, unitPrice: null, amount });

/**
 * Issues the invoice of a locked order that is paid for, in the transaction that takes note of the payment. Of an order that costs
 * nothing there is none.
 */
export async function issueInvoice(sql: Sql, order: OrderRow): Promise<void> {
  if (order.total === 0) return;
  const { rate, included } = taxRateOf(order.shippingAddress);
  const contained = onlyRow(await sql.rows<{ tax: number }>(includedText, [order.id]))?.tax ?? 0;
  const tax = included ? contained : order.tax;
  const net = order.total - tax;
  const lines = [
    ...(await readItems(sql, order.id)).map(lineOf),
    ...(order.discount === 0 ? [] : [plain('Discount', -order.discount)]),
    plain(`Delivery, ${order.shippingOption.name}`, order.shipping),
  ];
  const facts: InvoiceFacts = {
    seller: { name: seller.name, lines: [...seller.lines] },
    buyer: { address: order.billingAddress, email: order.email },
    orderNumber: order.number,
    orderedAt: order.placedAt.toISOString(),
    corrects: null,
    lines,
    taxIncluded: included,
    taxes: [{ rate, net, tax }],
    net,
    tax,
    total: order.total,
  };
  await insertInvoice(sql, { orderId: order.id, kind: 'invoice', refundId: null, currency: order.currency, facts });
}
