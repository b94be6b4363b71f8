import type { LineChange } from '../edit/edit-store.ts';
import type { InvoiceFacts } from './invoice-facts.ts';
import type { InvoiceRow } from './invoice-store.ts';

/** By line, the rate that it was invoiced at, or that an edit gave it; thousandths of a percent. */
export function ratesOf(issued: readonly InvoiceRow[], edits: readonly { readonly lines: readonly LineChange[] }[]): Map<string, number> {
  const invoiced = issued.flatMap(({ facts }) => facts.lines.flatMap(({ item }) => (item ? [[item.id, item.rate] as const] : [])));
  return new Map([...edits.flatMap(({ lines }) => lines.map(({ itemId, rate }) => [itemId, rate] as const)), ...invoiced]);
}

/**
 * The lines that an edit changed, as a document says them.
 * @param sign 1 where what is put on costs something, in an invoice; -1 where what is taken off is credited
 */
export function editedLines(lines: readonly LineChange[], rates: ReadonlyMap<string, number>, sign: 1 | -1): InvoiceFacts['lines'] {
  return lines.map(({ itemId, title, variantTitle, sku, delta, amount, rate }) => {
    const name = sign === -1 && delta > 0 ? `Added: ${title}` : sign === 1 && delta < 0 ? `Removed: ${title}` : title;
    return {
      text: name,
      detail: [variantTitle, sku].filter(Boolean).join(' · '),
      quantity: Math.abs(delta),
      unitPrice: null,
      amount: sign * amount,
      item: { id: itemId, rate: rates.get(itemId) ?? rate },
    };
  });
}

/** By rate, what an edit adds of each tax (`sign` 1), or takes away (-1). */
export function editedTaxes(lines: readonly LineChange[], rates: ReadonlyMap<string, number>, sign: 1 | -1): InvoiceFacts['taxes'] {
  const sums = new Map<number, { net: number; tax: number }>();
  for (const line of lines) {
    const rate = rates.get(line.itemId) ?? line.rate;
    const { net, tax } = sums.get(rate) ?? { net: 0, tax: 0 };
    sums.set(rate, { net: net + sign * line.net, tax: tax + sign * line.tax });
  }
  return [...sums].map(([rate, sum]) => ({ rate, ...sum }));
}
