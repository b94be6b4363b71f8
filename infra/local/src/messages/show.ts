import { readDeadLetter } from '@tradewind/messaging';
import { inEach } from './each-service.ts';
import type { Reach } from './reach.ts';
import { notParked, type Of, orNull, sorted, type Told } from './told.ts';
import { detailText } from './words.ts';

/** One parked event, wherever it is: several services may have parked the same. */
export async function show(reach: Reach, { service, event }: Of<'show'>): Promise<Told> {
  const { found, troubles } = sorted(await inEach(reach, service, (db) => readDeadLetter(db, event).catch(orNull)));
  const items = found.flatMap(({ service: name, value }) => (value ? [{ ...value, service: name }] : []));
  const text = items.map(detailText).join('\n\n');
  return { text: text || notParked, value: { items }, troubles, failed: items.length === 0 || troubles.length > 0 };
}
