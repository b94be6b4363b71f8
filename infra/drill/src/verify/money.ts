import { type Evidence, examine, type Finding, filesOf, firstWrong, sumOf } from './evidence.ts';

/** An order, or an edit of it. */
const partOf = ({ orderId, part }: { readonly orderId: string; readonly part: string }) => `${orderId} ${part}`.trim();

/** No order was charged twice at the processor, nor any edit of it. */
export function noDoubleCharges({ books }: Evidence): Finding {
  const byPart = [...Map.groupBy(books.charges, partOf)];
  return examine(byPart, ([part, charges]) =>
    charges.length > 1 ? `order ${part} was charged ${charges.length} times: ${charges.map(({ id }) => id).join(', ')}` : undefined,
  );
}

/** No order's payment, nor that of an edit, was begun twice at the processor: the second may be one that nobody knows of. */
export function onePaymentEach({ books }: Evidence): Finding {
  const byPart = [...Map.groupBy(books.intents, partOf)];
  return examine(byPart, ([part, intents]) =>
    intents.length > 1
      ? `order ${part} has ${intents.length} payments at the processor: ${intents.map(({ id }) => id).join(', ')}`
      : undefined,
  );
}

/** Every charge is of an order that knows of it, with that order's amount. */
export function chargesHaveOrders({ books }: Evidence): Finding {
  const files = new Map(filesOf(books).map((file) => [file.order.id, file]));
  return examine(
    books.charges.filter(({ part }) => part === ''),
    (charge) => {
      const file = files.get(charge.orderId);
      if (!file) return `charge ${charge.id} is of order ${charge.orderId}, which is not there`;
      const { order, payment } = file;
      return firstWrong(
        [
          charge.amount !== order.total - (payment?.credit ?? 0) || charge.currency !== order.currency,
          `charge ${charge.id} is of ${charge.amount}, order ${order.id} of ${order.total}, of which credit pays ${payment?.credit}`,
        ],
        [order.paid !== order.total, `charge ${charge.id} was taken, and order ${order.id} is not paid`],
        [
          charge.refunded !== payment?.cardRefunded,
          `charge ${charge.id} has ${charge.refunded} refunded, payment ${payment?.id} ${payment?.cardRefunded}`,
        ],
        [payment?.captured !== order.total || payment.refunded !== order.refunded, `payment ${payment?.id} differs from order ${order.id}`],
        [payment?.charge !== charge.id, `payment ${payment?.id} is of charge ${payment?.charge}, not ${charge.id}`],
      );
    },
  );
}

/** Of each edit that costs more there is one charge where it is paid for; where it is not, or its order was cancelled, all of it went back. */
export function editsArePaid({ books }: Evidence): Finding {
  const known = new Map(
    books.orders.flatMap(({ id: orderId, supplements }) => supplements.map((one) => [one.editId, { orderId, ...one }])),
  );
  const payments = new Map(books.payments.map((payment) => [payment.part, payment]));
  const charges = Map.groupBy(books.charges, ({ part }) => part);
  const statuses = new Map(books.orders.map(({ id, status }) => [id, status]));
  const strangers = examine(books.charges, ({ id, part }) =>
    part !== '' && !known.has(part) ? `charge ${id} is of edit ${part}, which is not there` : undefined,
  );
  const edits = examine([...known.values()], ({ editId, orderId, status, amount, refunded, refundPending }) => {
    const [payment, [charge, ...more]] = [payments.get(editId), charges.get(editId) ?? []];
    const kept = (charge?.amount ?? 0) - (charge?.refunded ?? 0);
    const isPaid = status === 'paid';
    return firstWrong(
      [status === 'awaiting_payment', `edit ${editId} of ${orderId} still waits`],
      [more.length > 0, `edit ${editId} has ${more.length + 1} charges`],
      [isPaid && charge?.amount !== amount, `edit ${editId} is paid for with ${amount}, and ${charge?.amount} was taken`],
      [isPaid && charge?.refunded !== refunded, `edit ${editId} has ${refunded} refunded, at the processor ${charge?.refunded}`],
      [refundPending !== 0, `a refund of ${refundPending} of edit ${editId} is pending`],
      [(!isPaid || statuses.get(orderId) === 'cancelled') && kept !== 0, `${kept} of edit ${editId} is still here, ${status}`],
      [isPaid ? payment?.status !== 'captured' : payment?.status === 'pending', `the payment of edit ${editId} is ${payment?.status}`],
    );
  });
  return { checked: strangers.checked + edits.checked, violations: [...strangers.violations, ...edits.violations] };
}

/** What is owed on gift cards and as store credit is what is on them, and nothing of it is held but for orders that wait. */
export function creditIsOwed({ books }: Evidence): Finding {
  const liabilities = books.ledger.filter(({ account, sum }) => ['gift_cards', 'store_credit'].includes(account) && sum !== 0);
  const keys = [...new Set([...books.credits, ...liabilities].map(({ account, currency }) => `${account} ${currency}`))];
  return examine(keys, (key) => {
    const of = <Row extends { readonly account: string; readonly currency: string }>(rows: readonly Row[]) =>
      rows.find(({ account, currency }) => `${account} ${currency}` === key);
    const [on, owed] = [of(books.credits), of(liabilities)];
    return firstWrong(
      [(on?.balance ?? 0) !== -(owed?.sum ?? 0), `${key}: ${on?.balance} is on them, the ledger owes ${-(owed?.sum ?? 0)}`],
      [on?.held !== on?.waiting, `${key}: ${on?.held} is held, payments that wait hold ${on?.waiting}`],
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

/** What the ledger says was taken from cards, given back and is owed to us, after fees, disputes and payouts, is what the processor's own books say. */
export function ledgerEqualsProcessor({ books }: Evidence): Finding {
  const currencies = [...new Set([...books.ledger, ...books.charges, ...books.balances].map(({ currency }) => currency))];
  const comparisons = currencies.flatMap((currency) => {
    const booked = (account: string) =>
      sumOf(books.ledger.filter((row) => row.currency === currency && row.account === account).map(({ sum }) => sum));
    const charges = books.charges.filter((charge) => charge.currency === currency);
    const taken = sumOf(charges.map(({ amount }) => amount));
    const returned = sumOf(charges.map(({ refunded }) => refunded));
    const credits = books.credits.filter((credit) => credit.currency === currency);
    const spent = sumOf(credits.map((credit) => credit.spent));
    const becameCredit = sumOf(credits.map((credit) => credit.returned));
    const held = sumOf(books.balances.filter((balance) => balance.currency === currency).map(({ amount }) => amount));
    return [
      { what: `taken in ${currency}`, ours: -booked('sales') - booked('suspense') - spent, theirs: taken },
      { what: `given back in ${currency}`, ours: booked('refunds') - becameCredit, theirs: returned },
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
