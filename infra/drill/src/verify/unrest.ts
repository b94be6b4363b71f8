import type { ChargeBook } from './books.ts';
import { type DatabaseName, databases, type Places, readCharges } from './read-books.ts';

type Rows = <Row>(database: DatabaseName, text: string) => Promise<Row[]>;

const everywhere = {
  'events not published': 'SELECT count(*)::int AS count FROM messaging.outbox WHERE published_at IS NULL',
  'parked events that are tried again': 'SELECT count(*)::int AS count FROM messaging.dead_letter WHERE retry_at IS NOT NULL',
};

const own: readonly (readonly [what: string, database: DatabaseName, text: string])[] = [
  ['refunds not settled by order', 'order', `SELECT count(*)::int AS count FROM refund WHERE status = 'pending'`],
  [
    'requests being worked on',
    'order',
    `SELECT count(*)::int AS count FROM service.idempotency_key WHERE state = 'running' AND lease_until > now()`,
  ],
  ['refunds not settled by payment', 'payment', `SELECT count(*)::int AS count FROM refund WHERE status = 'pending'`],
  ['fees not booked', 'payment', `SELECT count(*)::int AS count FROM payment WHERE status IN ('captured', 'conflicted') AND fee IS NULL`],
  ["the processor's events not acted on", 'payment', 'SELECT count(*)::int AS count FROM webhook_event WHERE handled_at IS NULL'],
  ['messages not sent', 'notification', `SELECT count(*)::int AS count FROM message WHERE status = 'queued'`],
];

const pendingText = `
  SELECT id, expires_at < now() AS "isOver" FROM orders WHERE status = 'pending'
  UNION ALL SELECT edit_id, expires_at < now() FROM supplement WHERE status = 'awaiting_payment'`;
const openPaymentsText = `
  SELECT coalesce(nullif(part, ''), order_id) AS "orderId" FROM payment WHERE status IN ('pending', 'failed')
    OR (status = 'captured' AND order_cancelled_at IS NOT NULL AND refunded_amount < captured_amount)`;
const reservedText = `SELECT order_id AS "orderId" FROM reservation WHERE status = 'reserved'`;
const heardText = 'SELECT id, type FROM messaging.outbox';
const settledText = 'SELECT event_id AS id FROM messaging.inbox';

/** How many events have not taken effect everywhere yet. A type is heard by a service when one of it ever took effect there. */
async function unheard(rows: Rows): Promise<number> {
  const events = (await Promise.all(databases.map((name) => rows<{ id: string; type: string }>(name, heardText)))).flat();
  const missing = databases.map(async (name) => {
    const inbox = new Set((await rows<{ id: string }>(name, settledText)).map(({ id }) => id));
    const types = new Set(events.filter(({ id }) => inbox.has(id)).map(({ type }) => type));
    return events.filter(({ id, type }) => types.has(type) && !inbox.has(id)).length;
  });
  return (await Promise.all(missing)).reduce((sum, count) => sum + count, 0);
}

interface Unrest {
  /** What is still under way, in words; nothing when the shop is at rest. */
  readonly underWay: readonly string[];
  /** Orders that may wait: their time has not come, and nobody has paid. */
  readonly waiting: number;
}

/** Looks at what is still under way. @throws when a database or the processor cannot be asked */
export async function lookForUnrest(rows: Rows, places: Pick<Places, 'processor'>): Promise<Unrest> {
  const counted = async (what: string, database: DatabaseName, text: string) => {
    const count = (await rows<{ count: number }>(database, text))[0]?.count ?? 0;
    return count > 0 ? [`${count} ${what}`] : [];
  };
  const charges = new Set((await readCharges(places.processor)).map(({ orderId, part }: ChargeBook) => part || orderId));
  const pending = await rows<{ id: string; isOver: boolean }>('order', pendingText);
  const moving = pending.filter(({ id, isOver }) => isOver || charges.has(id)).length;
  const waiting = new Set(pending.map(({ id }) => id));
  const strayOf = async (what: string, database: DatabaseName, text: string) => {
    const stray = (await rows<{ orderId: string }>(database, text)).filter(({ orderId }) => !waiting.has(orderId)).length;
    return stray > 0 ? [`${stray} ${what}`] : [];
  };
  const counts = await Promise.all([
    ...own.map(([what, database, text]) => counted(what, database, text)),
    ...databases.flatMap((name) => Object.entries(everywhere).map(([what, text]) => counted(`${what} at ${name}`, name, text))),
    strayOf('payments of orders that are over', 'payment', openPaymentsText),
    strayOf('reservations of orders that are over', 'product', reservedText),
  ]);
  const underWay = [...counts.flat(), ...(moving > 0 ? [`${moving} orders on their way to be confirmed or cancelled`] : [])];
  // Every id of every event is read for this, so it is looked at last.
  const behind = underWay.length === 0 ? await unheard(rows) : 0;
  return { underWay: behind > 0 ? [`${behind} effects of events`] : underWay, waiting: pending.length };
}
