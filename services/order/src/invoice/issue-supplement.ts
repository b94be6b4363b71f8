import type { OrderEditId } from '@tradewind/contracts/ids';
import type { Sql } from '@tradewind/service';
import { readEdits } from '../edit/edit-store.ts';
import type { OrderRow } from '../order/order-store.ts';
import { readSettings } from '../settings/settings-store.ts';
import { editedLines, editedTaxes, ratesOf } from './edited-lines.ts';
import { insertInvoice, readInvoices } from './invoice-store.ts';

/** Issues the invoice of an edit that its customer has paid for, in the transaction that makes it of the locked order. */
export async function issueSupplement(sql: Sql, order: OrderRow, editId: OrderEditId): Promise<void> {
  const edits = await readEdits(sql, order.id);
  const edit = edits.find(({ id }) => id === editId);
  if (!edit) throw new Error('an edit that was made is there');
  const { store } = await readSettings(sql);
  const rates = ratesOf(await readInvoices(sql, order.id), edits);
  const taxes = editedTaxes(edit.lines, rates, 1).filter(({ net, tax }) => net !== 0 || tax !== 0);
  const net = taxes.reduce((sum, one) => sum + one.net, 0);
  const facts = {
    seller: { name: store.value.name, address: store.value.address },
    buyer: { address: order.billingAddress, email: order.email },
    orderNumber: order.number,
    orderedAt: order.placedAt.toISOString(),
    corrects: null,
    lines: editedLines(edit.lines, rates, 1),
    taxIncluded: true,
    taxes,
    net,
    tax: edit.difference - net,
    total: edit.difference,
  };
  const { id: orderId, currency } = order;
  await insertInvoice(sql, { orderId, kind: 'invoice', refundId: null, supplementId: editId, currency, facts });
}
