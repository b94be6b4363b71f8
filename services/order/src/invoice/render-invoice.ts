import type { primitives } from '@tradewind/contracts/schemas';
import { formatMoney, money } from '@tradewind/money';
import type { InvoiceFacts } from './invoice-facts.ts';
import type { InvoiceRow } from './invoice-store.ts';
import { left, openPage, type Page, right } from './page.ts';

const countryNames = new Intl.DisplayNames(['en'], { type: 'region' });
const day = new Intl.DateTimeFormat('en', { dateStyle: 'long', timeZone: 'UTC' });
const faint = '#5b6475';

const titles = { invoice: 'Invoice', credit_note: 'Credit note' } as const;

/** A rate in thousandths of a percent, for people: `7.25%`. */
function percent(rate: number): string {
  return `${rate / 1_000}%`;
}

function addressLines({ name, line1, line2, city, region, postalCode, country }: primitives.Address): string[] {
  const place = [city, [region, postalCode].filter(Boolean).join(' ')].join(', ');
  return [name, line1, line2, place, countryNames.of(country)].filter((line) => line !== undefined);
}

function block(page: Page, lines: readonly string[], style: Parameters<Page['text']>[1] = {}): void {
  for (const line of lines) page.down(page.text(line, style) + 2);
}

function head(page: Page, { kind, number, issuedAt, facts }: InvoiceRow): void {
  page.text(facts.seller.name, { size: 18, weight: 'bold', width: 240 });
  page.down(page.text(titles[kind], { size: 18, align: 'right', x: right, width: 240 }) + 8);
  const about = [
    ['Number', number],
    ['Issued', day.format(issuedAt)],
    ['Order', `${facts.orderNumber} of ${day.format(new Date(facts.orderedAt))}`],
    ...(facts.corrects === null ? [] : [['Corrects', facts.corrects]]),
  ] as const;
  const { name, address } = facts.seller;
  block(
    page,
    addressLines(address).filter((line) => line !== name),
    { color: faint },
  );
  page.down(14);
  for (const [name = '', value = ''] of about) {
    page.text(name, { color: faint, width: 80 });
    page.down(page.text(value, { x: left + 80, width: 300 }) + 2);
  }
  page.down(14);
  page.down(page.text('Billed to', { color: faint }) + 2);
  block(page, [...addressLines(facts.buyer.address), facts.buyer.email]);
  page.down(20);
}

function lines(page: Page, facts: InvoiceFacts, amount: (minor: number) => string): void {
  const columns = { quantity: left + 330, price: left + 410, amount: right };
  const caption = { size: 8.5, color: faint } as const;
  page.text('Item', caption);
  page.text('Quantity', { ...caption, align: 'right', x: columns.quantity, width: 70 });
  page.text('Price', { ...caption, align: 'right', x: columns.price, width: 80 });
  page.down(page.text('Amount', { ...caption, align: 'right', x: columns.amount, width: 85 }) + 5);
  page.rule();
  page.down(7);
  for (const line of facts.lines) {
    const height = page.text(line.text, { width: 250 });
    if (line.quantity !== null) page.text(String(line.quantity), { align: 'right', x: columns.quantity, width: 70 });
    if (line.unitPrice !== null) page.text(amount(line.unitPrice), { align: 'right', x: columns.price, width: 80 });
    page.text(amount(line.amount), { align: 'right', x: columns.amount, width: 85 });
    page.down(height + 1);
    if (line.detail) page.down(page.text(line.detail, { ...caption, width: 250 }) + 1);
    page.down(6, 40);
  }
  page.rule();
  page.down(8, 90);
}

function sums(page: Page, facts: InvoiceFacts, amount: (minor: number) => string): void {
  const row = (name: string, value: string, style: Parameters<Page['text']>[1] = {}) => {
    page.text(name, { ...style, align: 'right', x: right - 100, width: 250 });
    page.down(page.text(value, { ...style, align: 'right', x: right, width: 95 }) + 4);
  };
  row('Net', amount(facts.net), { color: faint });
  for (const { rate, net, tax } of facts.taxes) {
    row(`${facts.taxIncluded ? 'Tax included' : 'Tax'}, ${percent(rate)} of ${amount(net)}`, amount(tax), { color: faint });
  }
  row('Total', amount(facts.total), { size: 12, weight: 'bold' });
}

/** An invoice or a credit note as PDF: A4, as many pages as it takes. */
export async function renderInvoice(invoice: InvoiceRow): Promise<Buffer> {
  const { facts, currency } = invoice;
  const amount = (minor: number) => formatMoney(money(minor, currency));
  const page = openPage({ title: `${titles[invoice.kind]} ${invoice.number}`, author: facts.seller.name });
  head(page, invoice);
  lines(page, facts, amount);
  sums(page, facts, amount);
  return page.end();
}
