import type { OrderId, PaymentId } from '@tradewind/contracts/ids';
import type { payment as schemas } from '@tradewind/contracts/schemas';
import { type Currency, money } from '@tradewind/money';
import type { z } from 'zod';
import { notACursor } from '../require-cursor.ts';
import type { Context } from '../services.ts';
import type { Difference } from './discrepancy-store.ts';

type Input = z.infer<typeof schemas.discrepancyListInput>;
type List = z.infer<typeof schemas.discrepancyList>;

interface Row {
  readonly subject: string;
  readonly kind: Difference['kind'];
  readonly paymentId: PaymentId | null;
  readonly orderId: OrderId | null;
  readonly currency: Currency;
  readonly ours: number;
  readonly theirs: number;
  readonly foundAt: Date;
  readonly settledAt: Date | null;
  readonly action: 'booked' | 'accepted' | null;
  readonly reason: string;
  readonly actor: string;
  readonly at: Date;
}

// What somebody did counts as long as it is what settled the difference: one that was found anew is open again.
const page = `
  SELECT d.subject, d.kind, d.payment_id AS "paymentId", p.order_id AS "orderId", d.currency, d.ours, d.theirs, d.found_at AS "foundAt",
    d.settled_at AS "settledAt", a.action, a.reason, a.actor, a.at
  FROM discrepancy d LEFT JOIN payment p ON p.id = d.payment_id
    LEFT JOIN LATERAL (SELECT * FROM discrepancy_action WHERE subject = d.subject AND at >= d.found_at ORDER BY id DESC LIMIT 1) a ON true
  WHERE (d.settled_at IS NULL) = $1 AND ($2::timestamptz IS NULL OR (d.found_at, d.subject) < ($2, $3))
  ORDER BY d.found_at DESC, d.subject DESC LIMIT $4`;

/** Differences for people, newest first. @throws INVALID_INPUT naming `cursor` */
export async function listDiscrepancies({ db }: Pick<Context, 'db'>, { state, cursor, limit }: Input): Promise<List> {
  const [at, after] = cursor === undefined ? [null, null] : readCursor(cursor);
  const rows = await db.rows<Row>(page, [state === 'open', at, after, limit + 1]);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const nextCursor = rows.length > limit && last ? `${last.foundAt.toISOString()} ${last.subject}` : null;
  return { items: shown.map(toDiscrepancy), nextCursor };
}

function readCursor(cursor: string): [at: string, after: string] {
  const [at = '', after] = cursor.split(' ');
  if (after !== undefined && !Number.isNaN(Date.parse(at))) return [at, after];
  throw notACursor();
}

function toDiscrepancy({ currency, ours, theirs, foundAt, settledAt, action, reason, actor, at, ...row }: Row): schemas.Discrepancy {
  return {
    ...row,
    ours: money(ours, currency),
    theirs: money(theirs, currency),
    foundAt: foundAt.toISOString(),
    settledAt: settledAt?.toISOString() ?? null,
    action: action && { action, reason, actor, at: at.toISOString() },
  };
}
