import { setTimeout as sleep } from 'node:timers/promises';
import { newId, type RefundId } from '@tradewind/contracts/ids';
import { money } from '@tradewind/money';
import { runInCall } from '@tradewind/service';
import fc from 'fast-check';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { captureOrder } from '../order/capture-order.ts';
import { loadOrder, lockOrder, type WholeOrder } from '../order/order-store.ts';
import { failRefund, settleRefund } from '../order/settle-refund.ts';
import { guest, openShop, user, writeOrder } from '../test-kit.ts';
import { taxOn, taxRateAt } from '../totals/tax.ts';
import { creditTaxes } from './credit-taxes.ts';
import { readInvoices } from './invoice-store.ts';
import { issueInvoice } from './issue-invoice.ts';
import { rateOf } from './tax-rate.ts';

let shop: Awaited<ReturnType<typeof openShop>>;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());

const asService = <T>(work: () => Promise<T>) => runInCall({ actor: { kind: 'service', name: 'order' } }, work);
const year = new Date().getUTCFullYear();
const finance = user(['finance']);

const pay = (order: WholeOrder) =>
  asService(() =>
    shop.db.transaction((sql) =>
      captureOrder(sql, { orderId: order.id, paymentId: newId('payment'), amount: money(order.total, order.currency) }),
    ),
  );

/** An order that is paid for, sent to a place; 10,599 and what tax there adds. */
async function paidOrder(to: { country: 'US' | 'GB' | 'JP'; region?: string; name?: string } = { country: 'US', region: 'CA' }) {
  const order = await writeOrder(shop);
  const { country, region, name = 'Ada Lovelace' } = to;
  const address = { name, line1: '1 Engine Way', city: 'Ōita', postalCode: '94607', country, ...(region ? { region } : {}) };
  const { tax } = await shop.ctx.settings.current();
  const rate = taxRateAt(tax.value, { country, region }, 'standard');
  const on = (price: number) => {
    const { tax: added, includedTax } = taxOn(money(price, 'USD'), rate);
    return [added.amountMinor, includedTax.amountMinor] as const;
  };
  // As checkout writes it for this place.
  await shop.db.transaction(async (sql) => {
    const parts = [...order.items.map(({ unitPrice, quantity }) => unitPrice * quantity), 599].map(on);
    for (const [index, { id }] of order.items.entries())
      await sql.rows('UPDATE order_item SET tax = $2, included_tax = $3 WHERE id = $1', [id, ...(parts[index] ?? [0, 0])]);
    const [added, included] = [0, 1].map((of) => parts.reduce((all, part) => all + (part[of] ?? 0), 0));
    await sql.rows(
      `UPDATE orders SET tax = $2::bigint, included_tax = $3, shipping_tax = $4, shipping_included_tax = $5, total = 10599 + $2::bigint WHERE id = $1`,
      [order.id, added, included, ...(parts.at(-1) ?? [0, 0])],
    );
  });
  await shop.db.rows('UPDATE orders SET shipping_address = $2, billing_address = $2 WHERE id = $1', [order.id, address]);
  const whole = await loadOrder(shop.db, order.id);
  await pay(whole);
  return loadOrder(shop.db, order.id);
}

const issued = (order: WholeOrder) => readInvoices(shop.db, order.id);

/** The text of a PDF, a line for each piece of it, and how many pages it has. */
async function textOf(base64: string): Promise<{ text: string; pages: number }> {
  const task = getDocument({ data: Uint8Array.from(Buffer.from(base64, 'base64')), useSystemFonts: false, verbosity: 0 });
  const document = await task.promise;
  const texts = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const { items } = await (await document.getPage(number)).getTextContent();
    texts.push(...items.flatMap((item) => ('str' in item ? [item.str] : [])));
  }
  const { numPages: pages } = document;
  await task.destroy();
  return { text: texts.join('\n').replaceAll('\u00a0', ' '), pages };
}

async function pdfOf(order: WholeOrder, index = 0) {
  const invoiceId = (await issued(order))[index]?.id ?? newId('invoice');
  const { number, pdf } = await shop.as(finance, (api) => api.invoices.pdf({ orderId: order.id, invoiceId }));
  return { number, ...(await textOf(pdf)) };
}

describe('an invoice', () => {
  it('is issued with the payment, once, and says what was bought, what tax that has, and what it comes to', async () => {
    const order = await paidOrder();
    await pay(order);
    const [invoice, ...more] = await issued(order);
    expect(more).toEqual([]);
    expect(order).toMatchObject({ tax: 768, total: 11_367 });
    expect(invoice).toMatchObject({ kind: 'invoice', total: 11_367, tax: 768, number: expect.stringMatching(/^INV-\d{4}-\d{6}$/) });
    const { text, number, pages } = await pdfOf(order);
    expect(pages).toBe(1);
    expect(number).toBe(invoice?.number);
    for (const part of [
      'Tradewind',
      'Invoice',
      number,
      order.number,
      'Ada Lovelace',
      '1 Engine Way',
      'ada@example.com',
      'Thing 0',
      'SKU-1',
      '$20.00',
      '$40.00',
      '$60.00',
      'Delivery, Standard',
      '$5.99',
      'Tax, 7.25% of $105.99',
      '$7.68',
      '$113.67',
    ]) {
      expect(text).toContain(part);
    }
    expect(text).not.toContain('Corrects');
  });

  it.each([
    ['GB', '20%', 1_767],
    ['JP', '10%', 963],
  ] as const)('of %s tells the tax that its prices contain: %s', async (country, rate, tax) => {
    const order = await paidOrder({ country });
    expect(await issued(order)).toMatchObject([{ total: 10_599, tax, facts: { taxIncluded: true, net: 10_599 - tax } }]);
    expect((await pdfOf(order)).text).toContain(`Tax included, ${rate} of`);
  });

  it('shows names as they are written anywhere', async () => {
    const order = await paidOrder({ country: 'JP', name: '山田 太郎 Łukasz' });
    const other = await paidOrder({ country: 'GB', name: 'Łukasz Ćwiklak Ωμέγα' });
    expect((await pdfOf(order)).text).toContain('山田 太郎');
    expect((await pdfOf(other)).text).toContain('Łukasz Ćwiklak Ωμέγα');
  });

  it('goes over as many pages as it takes', async () => {
    const order = await writeOrder(shop);
    const variants = Array.from({ length: 60 }, () => newId('variant'));
    const items = variants.map(() => newId('orderItem'));
    await shop.db.rows(
      `INSERT INTO order_item (id, order_id, position, variant_id, sku, title, variant_title, product_slug, quantity, unit_price, discount, tax, included_tax)
       SELECT item, $1, n + 2, id, 'MANY-' || n, 'Long thing ' || n, '', 'thing', 1, 0, 0, 0, 0
       FROM unnest($2::text[], $3::text[]) WITH ORDINALITY AS v(id, item, n)`,
      [order.id, variants, items],
    );
    await pay(order);
    const { text, pages } = await pdfOf(order);
    expect(pages).toBeGreaterThan(1);
    for (const part of ['Long thing 1', 'Long thing 60', '$113.67']) expect(text).toContain(part);
  });

  it('stays what it was, whatever happens to the order, and cannot be changed', async () => {
    const order = await paidOrder();
    const before = await pdfOf(order);
    await shop.db.rows(
      `UPDATE orders SET email = 'other@example.com', billing_address = jsonb_set(billing_address, '{name}', '"Eve"') WHERE id = $1`,
      [order.id],
    );
    expect(await pdfOf(order)).toEqual(before);
    for (const change of ['UPDATE invoice SET total = total + 1 WHERE order_id = $1', 'DELETE FROM invoice WHERE order_id = $1']) {
      await expect(shop.db.rows(change, [order.id])).rejects.toThrow('issued, never changed');
    }
  });

  it('is for whoever may see the order', async () => {
    const [order, other] = [await paidOrder(), await paidOrder()];
    const [invoice] = await issued(order);
    const invoiceId = invoice?.id ?? newId('invoice');
    const orderToken = shop.ctx.tokens.order(order.id);
    const own = { orderId: order.id, orderToken };
    expect((await shop.as(guest, (api) => api.invoices.list(own))).items).toMatchObject([
      { number: invoice?.number, total: { amountMinor: 11_367 } },
    ]);
    expect((await shop.as(guest, (api) => api.invoices.pdf({ ...own, invoiceId }))).number).toBe(invoice?.number);
    const notFound = { cause: { code: 'NOT_FOUND' } };
    await expect(shop.as(user(), (api) => api.invoices.list({ orderId: order.id }))).rejects.toMatchObject(notFound);
    await expect(shop.as(guest, (api) => api.invoices.pdf({ ...own, orderToken: 'A'.repeat(43), invoiceId }))).rejects.toMatchObject(
      notFound,
    );
    const foreign = { orderId: other.id, orderToken: shop.ctx.tokens.order(other.id), invoiceId };
    await expect(shop.as(guest, (api) => api.invoices.pdf(foreign))).rejects.toMatchObject(notFound);
  });
});

describe('numbers', () => {
  it('have no gap, though fifty are issued at once and some of them are taken back', async () => {
    const before = await lastNumber();
    const orders = [];
    for (let count = 0; count < 50; count += 1) orders.push(await writeOrder(shop));
    const results = await Promise.allSettled(
      orders.map((order, index) =>
        asService(() =>
          shop.db.transaction(async (sql) => {
            await captureOrder(sql, { orderId: order.id, paymentId: newId('payment'), amount: money(order.total, 'USD') });
            await sleep(index % 3);
            if (index % 5 === 0) throw new Error('taken back');
          }),
        ),
      ),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(40);
    const sequences = await shop.db.rows<{ sequence: number; number: string }>(
      `SELECT sequence, number FROM invoice WHERE kind = 'invoice' AND year = $1 AND sequence > $2 ORDER BY sequence`,
      [year, before],
    );
    expect(sequences).toEqual(
      Array.from({ length: 40 }, (_, index) => {
        const sequence = before + index + 1;
        return { sequence, number: `INV-${year}-${String(sequence).padStart(6, '0')}` };
      }),
    );
  });

  it('cannot leave one out, or come twice', async () => {
    const order = await paidOrder();
    const last = await lastNumber();
    const insert = (sequence: number, number: string) =>
      shop.db.rows(
        `INSERT INTO invoice (id, order_id, kind, year, sequence, number, refund_id, currency, total, tax, facts)
         SELECT $1, order_id, kind, year, $2, $3, NULL, currency, total, tax, facts FROM invoice WHERE order_id = $4`,
        [newId('invoice'), sequence, number, order.id],
      );
    // Another order's, so that it is the number alone that is wrong.
    await shop.db.rows('DROP INDEX invoice_once_per_part');
    await expect(insert(last + 2, 'GAP')).rejects.toThrow('invoice_leaves_no_gap');
    await expect(insert(last, 'TWICE')).rejects.toThrow('invoice_numbered_once');
    await shop.db.rows(
      `CREATE UNIQUE INDEX "invoice_once_per_part" ON "invoice" ("order_id", coalesce("supplement_id", ''))
       WHERE "kind" = 'invoice' AND "refund_id" IS NULL`,
    );
    const again = asService(() => shop.db.transaction(async (sql) => issueInvoice(sql, await lockOrder(sql, order.id))));
    await expect(again).rejects.toThrow('invoice_once_per_part');
    expect(await lastNumber()).toBe(last);
  });

  async function lastNumber(): Promise<number> {
    const [row] = await shop.db.rows<{ last: number }>(
      `SELECT coalesce(max(sequence), 0)::int AS last FROM invoice WHERE kind = 'invoice' AND year = $1`,
      [year],
    );
    return row?.last ?? 0;
  }
});

describe('a credit note', () => {
  const refund = (order: WholeOrder, what: { amountMinor?: number; items?: { itemId: `oit_${string}`; quantity: number }[] }) =>
    shop.as(finance, (api) => api.staff.refund({ orderId: order.id, reason: 'Came late', ...what }));
  const settle = (order: WholeOrder, refundId: RefundId, amountMinor: number) =>
    asService(() =>
      shop.db.transaction((sql) => settleRefund(sql, { orderId: order.id, refundId, amount: money(amountMinor, order.currency) })),
    );

  it('is issued when a refund has come through, for what was refunded, and names the invoice', async () => {
    const order = await paidOrder();
    const [first] = order.items;
    const begun = await refund(order, { items: [{ itemId: first?.id ?? newId('orderItem'), quantity: 1 }] });
    expect(await issued(order)).toHaveLength(1);
    await settle(order, begun.id, begun.amount.amountMinor);
    await settle(order, begun.id, begun.amount.amountMinor);
    const [invoice, credit, ...more] = await issued(order);
    expect(more).toEqual([]);
    expect(credit).toMatchObject({ kind: 'credit_note', total: begun.amount.amountMinor, refundId: begun.id });
    const { text, number } = await pdfOf(order, 1);
    expect(number).toMatch(/^CRN-\d{4}-\d{6}$/);
    for (const part of ['Credit note', invoice?.number ?? '', 'Corrects', 'Thing 0', 'Tax included, 7.25% of'])
      expect(text).toContain(part);
    expect(text).not.toContain('Thing 1');
  });

  it('adds up with the others of its order to its invoice, to the minor unit', async () => {
    for (const [country, region] of [
      ['US', 'CA'],
      ['GB', undefined],
      ['JP', undefined],
    ] as const) {
      const order = await paidOrder({ country, ...(region ? { region } : {}) });
      const [first, second] = order.items;
      const whats = [
        { items: [{ itemId: first?.id ?? newId('orderItem'), quantity: 1 }] },
        { amountMinor: 333 },
        // Each of these alone has less than half a cent of tax.
        ...[7, 7, 7].map((amountMinor) => ({ amountMinor })),
        { items: [{ itemId: second?.id ?? newId('orderItem'), quantity: 2 }] },
        {},
      ];
      for (const what of whats) {
        const begun = await refund(order, what);
        await settle(order, begun.id, begun.amount.amountMinor);
      }
      const [invoice, ...credits] = await issued(order);
      expect(credits).toHaveLength(7);
      const sum = (of: 'total' | 'tax') => credits.reduce((all, credit) => all + credit[of], 0);
      expect([sum('total'), sum('tax')]).toEqual([invoice?.total, invoice?.tax]);
      expect((await pdfOf(order, 7)).text).toContain('Delivery and what else was paid');
      expect((await pdfOf(order, 2)).text).toContain('Came late');
    }
  });

  it('of a refund that a bank took back is made up for by another invoice', async () => {
    const order = await paidOrder();
    const begun = await refund(order, { amountMinor: 1_000 });
    await settle(order, begun.id, 1_000);
    const fail = () => asService(() => shop.db.transaction((sql) => failRefund(sql, { orderId: order.id, refundId: begun.id })));
    await fail();
    await fail();
    const [invoice, credit, again, ...more] = await issued(order);
    expect(more).toEqual([]);
    expect(again).toMatchObject({ kind: 'invoice', total: 1_000, tax: credit?.tax, facts: { corrects: credit?.number } });
    const rest = await refund(order, {});
    await settle(order, rest.id, rest.amount.amountMinor);
    const tax = (await issued(order)).reduce((sum, row) => sum + (row.kind === 'invoice' ? row.tax : -row.tax), 0);
    const total = (await issued(order)).reduce((sum, row) => sum + (row.kind === 'invoice' ? row.total : -row.total), 0);
    expect([tax, total]).toEqual([0, 0]);
    expect(invoice?.total).toBe(order.total);
  });
});

describe('the rate of a part', () => {
  const standard = [{ taxClass: 'standard' as const, regions: [], rate: 19_000 }];
  const taxes = {
    countries: [
      { country: 'DE' as const, included: true, rates: [...standard, { taxClass: 'reduced' as const, regions: [], rate: 7_000 }] },
    ],
  };

  it('is the one of the place that gives its tax', () => {
    const of = (price: number, includedTax: number) => rateOf({ price, tax: 0, includedTax }, taxes, { country: 'DE' });
    expect([of(11_900, 1_900), of(10_700, 700), of(10_000, 0), of(0, 0)]).toEqual([19_000, 7_000, 0, 19_000]);
  });

  it('is what was charged when it is none of these', () => {
    expect(rateOf({ price: 10_000, tax: 725, includedTax: 0 }, taxes, { country: 'US', region: 'CA' })).toBe(7_250);
  });
});

describe('taxes of credit notes', () => {
  const left = [
    { rate: 19_000, net: 10_000, tax: 1_900 },
    { rate: 7_000, net: 1_000, tax: 70 },
  ];

  it('of pieces are of their rate, and the rest is of all in proportion', () => {
    expect(creditTaxes(left, { amount: 1_070, worth: new Map([[7_000, 1_070]]) })).toEqual([{ rate: 7_000, net: 1_000, tax: 70 }]);
    expect(creditTaxes(left, { amount: 1_190, worth: new Map([[19_000, 1_190]]) })).toEqual([{ rate: 19_000, net: 1_000, tax: 190 }]);
    expect(creditTaxes(left, { amount: 12_970, worth: new Map() })).toEqual(left);
  });

  it('add up for any refunds, whatever they are for', () => {
    const refund = fc.record({ amount: fc.nat({ max: 4_000 }), high: fc.nat({ max: 3_000 }), low: fc.nat({ max: 1_500 }) });
    fc.assert(
      fc.property(fc.array(refund, { maxLength: 12 }), (refunds) => {
        let open = left.map((one) => ({ ...one }));
        const grossOf = () => open.reduce((all, { net, tax }) => all + net + tax, 0);
        const credit = (amount: number, worth: ReadonlyMap<number, number>) => {
          const taxes = creditTaxes(open, { amount, worth });
          expect(taxes.reduce((all, { net, tax }) => all + net + tax, 0)).toBe(amount);
          open = open.map(({ rate, net, tax }) => {
            const part = taxes.find((one) => one.rate === rate) ?? { net: 0, tax: 0 };
            return { rate, net: net - part.net, tax: tax - part.tax };
          });
          for (const { net, tax } of open) expect(Math.min(net, tax)).toBeGreaterThanOrEqual(0);
        };
        for (const { amount, high, low } of refunds) {
          credit(
            Math.min(amount, grossOf()),
            new Map([
              [19_000, high],
              [7_000, low],
            ]),
          );
        }
        credit(grossOf(), new Map());
        expect(open).toEqual(left.map(({ rate }) => ({ rate, net: 0, tax: 0 })));
      }),
      { numRuns: 1_000 },
    );
  });
});
