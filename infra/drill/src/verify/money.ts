import { type Evidence, examine, type Finding, filesOf, firstWrong, sumOf } from './evidence.ts';

/** No order was charged twice at the processor. */
export function noDoubleCharges({ books }: Evidence): Finding {
  const byOrder = [...Map.groupBy(books.charges, ({ orderId }) => orderId)];
  return examine(byOrder, ([orderId, charges]) =>
    charges.length > 1 ? `order ${orderId} was charged ${charges.length} times: ${charges.map(({ id }) => id).join(', ')}` : undefined,
  );
}

/** No order's payment was begun twice at the processor: the second may be one that nobody knows of. */
export function onePaymentEach({ books }: Evidence): Finding {
  const byOrder = [...Map.groupBy(books.intents, ({ orderId }) => orderId)];
  return examine(byOrder, ([orderId, intents]) =>
    intents.length > 1
      ? `order ${orderId} has ${intents.length} payments at the processor: ${intents.map(({ id }) => id).join(', ')}`
      : undefined,
  );
}

/** Every charge is of an order that knows of it, with that order's amount. */
export function chargesHaveOrders({ books }: Evidence): Finding {
  const files = new Map(filesOf(books).map((file) => [file.order.id, file]));
  return examine(books.charges, (charge) => {
    const file = files.get(charge.orderId);
    if (!file) return `charge ${charge.id} is of order ${charge.orderId}, which is not there`;
    const { order, payment } = file;
    return firstWrong(
      [
        charge.amount !== order.total || charge.currency !== order.currency,
        `charge ${charge.id} is of ${charge.amount}, order ${order.id} of ${order.total}`,
      ],
      [order.paid !== order.total, `charge ${charge.id} was taken, and order ${order.id} is not paid`],
      [charge.refunded !== order.refunded, `charge ${charge.id} has ${charge.refunded} refunded, order ${order.id} ${order.refunded}`],
      [
        payment?.captured !== charge.amount || payment.refunded !== charge.refunded,
        `payment ${payment?.id} differs from charge ${charge.id}`,
      ],
      [payment?.charge !== charge.id, `payment ${payment?.id} is of charge ${payment?.charge}, not ${charge.id}`],
    );
  });
}

/** Debits and credits are equal in every currency. */
export function ledgerSumsToZero({ books }: Evidence): Finding {
  const byCurrency = [...Map.groupBy(books.ledger, ({ currency }) => currency)];
  return examine(byCurrency, ([currency, accounts]) => {
    const sum = sumOf(accounts.map((account) => account.sum));
    return sum === 0 ? undefined : `the ledger is off by ${sum} in ${currency}`;
  });
}

/** What the ledger says was taken, given back and is owed to us, after fees, disputes and payouts, is what the processor's own books say. */
export function ledgerEqualsProcessor({ books }: Evidence): Finding {
  const currencies = [...new Set([...books.ledger, ...books.charges, ...books.balances].map(({ currency }) => currency))];
  const comparisons = currencies.flatMap((currency) => {
    const booked = (account: string) =>
      sumOf(books.ledger.filter((row) => row.currency === currency && row.account === account).map(({ sum }) => sum));
    const charges = books.charges.filter((charge) => charge.currency === currency);
    const taken = sumOf(charges.map(({ amount }) => amount));
    const returned = sumOf(charges.map(({ refunded }) => refunded));
    const held = sumOf(books.balances.filter((balance) => balance.currency === currency).map(({ amount }) => amount));
    return [
      { what: `taken in ${currency}`, ours: -booked('sales') - booked('suspense'), theirs: taken },
      { what: `given back in ${currency}`, ours: booked('refunds'), theirs: returned },
      { what: `owed to us in ${currency}`, ours: booked('processor'), theirs: held },
    ];
  });
  return examine(comparisons, ({ what, ours, theirs }) =>
    ours === theirs ? undefined : `${what}: ${ours} by the ledger, ${theirs} by the processor`,
  );
}

/** Nothing that the shop's own comparison found waits for people. */
export function noDifferences({ books }: Evidence): Finding {
  return examine(books.discrepancies, ({ subject, kind }) => `${subject} is a ${kind}`);
}
