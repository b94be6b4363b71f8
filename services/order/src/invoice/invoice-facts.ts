import { primitives } from '@tradewind/contracts/schemas';
import { z } from 'zod';

/** All that an invoice or a credit note says, as it is stored when it is issued. Amounts are minor units of its currency. */
export const invoiceFacts = z.object({
  seller: z.object({ name: z.string(), address: primitives.address }),
  buyer: z.object({ address: primitives.address, email: z.string() }),
  orderNumber: z.string(),
  orderedAt: primitives.instant,
  /** The number of the invoice that it corrects. */
  corrects: z.string().nullable(),
  lines: z.array(
    z.object({
      text: z.string(),
      detail: z.string(),
      quantity: z.int().nullable(),
      unitPrice: z.int().nullable(),
      amount: z.int(),
      /** Of a line of the order: which, and the rate it was taxed at. */
      item: z.object({ id: primitives.idOf('orderItem'), rate: z.int() }).nullable(),
    }),
  ),
  /** Whether the lines contain the tax; else it is added to their sum. */
  taxIncluded: z.boolean(),
  /** By rate, in thousandths of a percent. */
  taxes: z.array(z.object({ rate: z.int(), net: z.int(), tax: z.int() })),
  net: z.int(),
  tax: z.int(),
  total: z.int(),
});

export type InvoiceFacts = z.infer<typeof invoiceFacts>;

/** A line of its own, of no line of the order. */
export function plainLine(text: string, amount: number): InvoiceFacts['lines'][number] {
  return { text, detail: '', quantity: null, unitPrice: null, amount, item: null };
}

const sumOf = (amounts: readonly number[]) => amounts.reduce((left, right) => left + right, 0);

/** @throws Error when the parts of an invoice do not add up: it must not be issued */
export function checkSums({ lines, taxIncluded, taxes, net, tax, total }: InvoiceFacts): void {
  const adds =
    sumOf(lines.map(({ amount }) => amount)) === (taxIncluded ? total : net) &&
    net + tax === total &&
    sumOf(taxes.map((one) => one.tax)) === tax &&
    sumOf(taxes.map((one) => one.net)) === net;
  if (!adds) throw new Error('an invoice does not add up');
}
