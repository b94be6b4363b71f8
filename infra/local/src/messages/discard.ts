import { discardDeadLetter, readDeadLetter } from '@tradewind/messaging';
import { type MessageService, UsageError } from './command.ts';
import { inEach, inService } from './each-service.ts';
import type { Reach } from './reach.ts';
import { actor, notParked, type Of, orNull, sorted, type Told } from './told.ts';

/** The services that have parked an event. @throws Error when one of them cannot be asked */
async function placesOf(reach: Reach, event: string): Promise<MessageService[]> {
  const { found, troubles } = sorted(await inEach(reach, undefined, (db) => readDeadLetter(db, event).catch(orNull)));
  if (troubles.length > 0) throw new UsageError(`${troubles.join('\n')}\nSay with --service where the event is parked.`);
  return found.flatMap(({ service, value }) => (value ? [service] : []));
}

/** Gives up on a parked event. @throws UsageError when several services have parked it and none was named */
export async function discard(reach: Reach, { service, event, reason }: Of<'discard'>): Promise<Told> {
  const places = service ? [service] : await placesOf(reach, event);
  const [place] = places;
  if (place === undefined) return { text: notParked, value: null, troubles: [], failed: true };
  if (places.length > 1) throw new UsageError(`The event is parked by ${places.join(' and ')}: say which with --service.`);
  const answer = await inService(reach, place, (db) => discardDeadLetter({ db, actor }, { eventId: event, reason }));
  const next = answer.next ? ` ${answer.next}, which waited behind it, is tried next.` : '';
  return { text: `${place} has given up on ${event}.${next}`, value: { service: place, ...answer }, troubles: [], failed: false };
}
