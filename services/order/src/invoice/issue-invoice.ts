import { onlyRow, type Sql } from '@tradewind/service';
import { type OrderItemRow, type OrderRow, readItems } from '../order/order-store.ts';
import { readSettings } from '../settings/settings-store.ts';
import { type InvoiceFacts, plainLine } from './invoice-facts.ts';
import { insertInvoice } from './invoice-store.ts';
import { rateOf, type TaxedPart } from './tax-rate.ts';

const deliveryText = `
  SELECT shipping AS price, shipping_tax AS tax, shipping_included_tax AS "includedTax" FROM orders WHERE id = $1`;

function partOf({ unitPrice, quantity, discount, tax, includedTax }: OrderItemRow): TaxedPart {
  return { price: unitPrice * quantity - discount, tax, includedTax };
}

function lineOf({ id, title, variantTitle, sku, quantity, unitPrice }: OrderItemRow, rate: number): InvoiceFacts['lines'][number] {
  const detail = [variantTitle, sku].filter(Boolean).join(' · ');
  return { text: title, detail, quantity, unitPrice, amount: unitPrice * quantity, item: { id, rate } };
}

/** By rate, the highest first. */
function taxesOf(parts: readonly { readonly part: TaxedPart; readonly rate: number }[]): InvoiceFacts['taxes'] {
  const sums = new Map<number, { net: number; tax: number }>();
  for (const { part, rate } of parts) {
    const { net, tax } = sums.get(rate) ?? { net: 0, tax: 0 };
    sums.set(rate, { net: net + part.price - part.includedTax, tax: tax + part.tax + part.includedTax });
  }
  const all = [...sums].map(([rate, sum]) => ({ rate, ...sum })).filter(({ net, tax }) => net + tax > 0);
  return all.toSorted((left, right) => right.rate - left.rate);
}

/**
 * Issues the invoice of a locked order that is paid for, in the transaction that takes note of the payment. Of an order that costs
 * nothing there is none.
 */
export async function issueInvoice(sql: Sql, order: OrderRow): Promise<void> {
  if (order.total === 0) return;
  const { store, tax: taxSettings } = await readSettings(sql);
  const items = await readItems(sql, order.id);
  const delivery = onlyRow(await sql.rows<TaxedPart>(deliveryText, [order.id]));
  if (!delivery) throw new Error('a locked order is there');
  const rate = (part: TaxedPart) => rateOf(part, taxSettings.value, order.shippingAddress);
  const rated = items.map((item) => ({ item, part: partOf(item), rate: rate(partOf(item)) }));
  const taxes = taxesOf([...rated, { part: delivery, rate: rate(delivery) }]);
  const net = taxes.reduce((sum, one) => sum + one.net, 0);
  const facts: InvoiceFacts = {
    seller: { name: store.value.name, address: store.value.address },
    buyer: { address: order.billingAddress, email: order.email },
    orderNumber: order.number,
    orderedAt: order.placedAt.toISOString(),
    corrects: null,
    lines: [
      ...rated.map((one) => lineOf(one.item, one.rate)),
      ...(order.discount === 0 ? [] : [plainLine('Discount', -order.discount)]),
      plainLine(`Delivery, ${order.shippingOption.name}`, order.shipping),
    ],
    taxIncluded: order.includedTax > 0,
    taxes,
    net,
    tax: order.total - net,
    total: order.total,
  };
  await insertInvoice(sql, { orderId: order.id, kind: 'invoice', refundId: null, supplementId: null, currency: order.currency, facts });
}
