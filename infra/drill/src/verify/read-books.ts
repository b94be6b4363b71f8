import pg from 'pg';
import type { Books, ChargeBook, DeadLetterBook, EventBook, IntentBook, MailBook } from './books.ts';
import { statements } from './statements.ts';

/** Services with a database of their own. */
export const databases = ['user', 'product', 'order', 'payment', 'notification'] as const;
export type DatabaseName = (typeof databases)[number];

/** Where the books are. */
export interface Places {
  readonly databases: Readonly<Record<DatabaseName, string>>;
  readonly processor: string;
  readonly mailbox: string;
}

type Rows = <Row>(database: DatabaseName, text: string) => Promise<Row[]>;

/** A connection to each database for as long as `work` takes. */
export async function withDatabases<T>(places: Pick<Places, 'databases'>, work: (rows: Rows) => Promise<T>): Promise<T> {
  const pools = new Map(databases.map((name) => [name, new pg.Pool({ connectionString: places.databases[name], max: 2 })]));
  // A connection that the server ends is opened anew by the next statement.
  for (const pool of pools.values()) pool.on('error', () => undefined);
  try {
    // The cast: each statement's columns are those of the row that it is read as.
    return await work(async <Row>(name: DatabaseName, text: string) => ((await pools.get(name)?.query(text))?.rows ?? []) as Row[]);
  } finally {
    await Promise.all([...pools.values()].map((pool) => pool.end()));
  }
}

interface WireCharge {
  readonly id: string;
  readonly amount: number;
  readonly amountRefunded: number;
  readonly currency: string;
  readonly status: string;
  readonly metadata: Readonly<Record<string, string>>;
}

interface WireMail extends Omit<MailBook, 'to' | 'receivedAt'> {
  readonly to: readonly string[];
  readonly receivedAt: string;
}

async function itemsOf<Item>(url: string): Promise<Item[]> {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  // The cast: the sandbox's lists have this form.
  return ((await answer.json()) as { items: Item[] }).items;
}

/** What the processor has really taken. */
export async function readCharges(processor: string): Promise<ChargeBook[]> {
  const charges = await itemsOf<WireCharge>(`${processor}/_sandbox/charges`);
  return charges
    .filter(({ status }) => status === 'succeeded')
    .map(({ id, amount, amountRefunded, currency, metadata }) => ({
      id,
      orderId: metadata.orderId ?? '',
      part: metadata.editId ?? '',
      amount,
      refunded: amountRefunded,
      currency: currency.toUpperCase(),
    }));
}

async function readBalances(processor: string): Promise<Books['balances']> {
  const held = (await (await fetch(`${processor}/_sandbox/balance`)).json()) as Record<string, number>;
  return Object.entries(held).map(([currency, amount]) => ({ currency: currency.toUpperCase(), amount }));
}

interface WireRefund {
  readonly status: string;
  readonly metadata: Readonly<Record<string, string>>;
}

/** What was ever begun there. */
async function readIntents(processor: string): Promise<IntentBook[]> {
  const intents = await itemsOf<{ id: string; metadata: Readonly<Record<string, string>> }>(`${processor}/_sandbox/intents`);
  return intents.map(({ id, metadata }) => ({ id, orderId: metadata.orderId ?? '', part: metadata.editId ?? '' }));
}

/** Ours by the id that we gave along. */
async function readRefundsTakenBack(processor: string): Promise<ReadonlySet<string>> {
  const refunds = await itemsOf<WireRefund>(`${processor}/_sandbox/refunds`);
  return new Set(refunds.flatMap(({ status, metadata }) => (status === 'failed' ? [metadata.refundId ?? ''] : [])));
}

/** The mailbox forgets the oldest beyond this. */
const mailsKept = 5_000;

async function readMails(mailbox: string): Promise<MailBook[]> {
  const mails = await itemsOf<WireMail>(`${mailbox}/messages`);
  if (mails.length >= mailsKept) throw new Error(`The mailbox has forgotten mails: it keeps ${mailsKept}. Let fewer shoppers come.`);
  return mails.map((mail) => ({ ...mail, to: mail.to.join(', '), receivedAt: Date.parse(mail.receivedAt) }));
}

/** Reads all books. The shop should be at rest: they are read one after the other. */
export async function readBooks(places: Places): Promise<Books> {
  return await withDatabases(places, async (rows) => {
    const ofEach = async <Row>(text: string) =>
      (await Promise.all(databases.map(async (service) => (await rows<Row>(service, text)).map((row) => ({ ...row, service }))))).flat();
    const inboxes = databases.map(async (name) => [
      name,
      new Set((await rows<{ id: string }>(name, statements.inbox)).map(({ id }) => id)),
    ]);
    return {
      orders: await rows('order', statements.orders),
      carts: await rows('order', statements.carts),
      payments: await rows('payment', statements.payments),
      credits: await rows('payment', statements.credits),
      webhooksWaiting: (await rows<{ waiting: number }>('payment', statements.webhooksWaiting))[0]?.waiting ?? 0,
      discrepancies: await rows('payment', statements.discrepancies),
      ledger: await rows('payment', statements.ledger),
      stock: await rows('product', statements.stock),
      reservations: await rows('product', statements.reservations),
      messages: await rows('notification', statements.messages),
      deadLetters: await ofEach<Omit<DeadLetterBook, 'service'>>(statements.deadLetters),
      events: await ofEach<Omit<EventBook, 'service'>>(statements.events),
      inboxes: Object.fromEntries(await Promise.all(inboxes)),
      charges: await readCharges(places.processor),
      balances: await readBalances(places.processor),
      intents: await readIntents(places.processor),
      refundsTakenBack: await readRefundsTakenBack(places.processor),
      mails: await readMails(places.mailbox),
    };
  });
}
