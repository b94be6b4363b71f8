import { newId, newUuid } from '@tradewind/contracts/ids';
import { inDatabase } from './databases.ts';
import { bearer, call, eventually, get } from './shop.ts';

/** Has the product service refuse to deduct a variant's stock until `mend` is called, as a defect would. */
export async function refuseDeductions(variantId: string): Promise<{ mend(): Promise<unknown> }> {
  const name = `refuse_${variantId}`;
  await inDatabase('product', `CREATE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'the shelf is closed'; END $$`);
  await inDatabase(
    'product',
    `CREATE TRIGGER ${name} BEFORE UPDATE ON stock FOR EACH ROW
     WHEN (NEW.variant_id = '${variantId}' AND NEW.on_hand < OLD.on_hand) EXECUTE FUNCTION ${name}()`,
  );
  return { mend: () => inDatabase('product', `DROP FUNCTION ${name} CASCADE`) };
}

/** Has the order service tell of an order events that nobody can read: it is confirmed, then cancelled. @returns the order's id */
export async function tellNonsense(): Promise<string> {
  const orderId = newId('order');
  for (const [index, type] of ['order.confirmed', 'order.cancelled'].entries()) {
    await inDatabase(
      'order',
      `INSERT INTO messaging.outbox (bucket, id, type, version, aggregate_id, sequence, occurred_at, traceparent, actor, data)
       VALUES (0, $1, $2, 1, $3, $4, now(), '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01', 'order', $5)`,
      [newUuid(), type, orderId, index + 1, { orderId, lines: 'two of them' }],
    );
  }
  return orderId;
}

interface Parked {
  readonly service: string;
  readonly eventId: string;
}

/** What is parked of an aggregate, in all services. */
export async function parkedOf(aggregateId: string): Promise<Parked[]> {
  return (await get<{ items: Parked[] }>(`/admin/system/dead-letters?aggregateId=${aggregateId}`, await bearer('admin'))).items;
}

/** What was last done about events of a service. */
export async function newestAction(service: string): Promise<unknown> {
  const { items } = await get<{ items: unknown[] }>(`/admin/system/actions?limit=1&service=${service}`, await bearer('admin'));
  return items[0] ?? null;
}

/** Leaves nothing of it behind for other tests to come upon. */
export async function discardAll(aggregateId: string): Promise<void> {
  await eventually(async () => {
    for (const { service, eventId } of await parkedOf(aggregateId)) {
      const body = { reason: 'planted by a test' };
      await call('POST', `/admin/system/dead-letters/${service}/${eventId}/discard`, { body, headers: await bearer('admin') });
    }
    if ((await parkedOf(aggregateId)).length > 0) throw new Error(`${aggregateId} is still parked`);
  });
}

/** As after the seventeen minutes in which a parked event is tried by itself. Waits for a moment at which nobody tries it. */
export async function giveUp(service: 'product' | 'notification', aggregateId: string): Promise<void> {
  await eventually(async () => {
    const given = await inDatabase(
      service,
      `UPDATE messaging.dead_letter SET retry_at = NULL WHERE aggregate_id = $1 AND error IS NOT NULL
         AND tried_at < now() - interval '500 ms' AND retry_at > now() + interval '500 ms' RETURNING 1`,
      [aggregateId],
    );
    if (given.length === 0) throw new Error('it is being tried');
  });
}
