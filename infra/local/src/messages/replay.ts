import { readDeadLetter, replayDeadLetters } from '@tradewind/messaging';
import type { Database } from '@tradewind/service';
import { inEach } from './each-service.ts';
import { clockOf, isUnsettled, notWaited, progressText, untilTried } from './progress.ts';
import type { Reach } from './reach.ts';
import { actor, notParked, type Of, orNull, sorted, type Told } from './told.ts';
import { plural } from './words.ts';

/** Marks what is parked in one database. @returns null when nothing of it is there */
async function mark(db: Database, { event, aggregate, all, wait }: Of<'replay'>) {
  const since = await clockOf(db);
  // What is waited for: all of the aggregate that a named event belongs to.
  const named = event === undefined ? null : await readDeadLetter(db, event).catch(orNull);
  const marked = await replayDeadLetters({ db, actor }, { eventId: event, aggregateId: aggregate, all: all || undefined }).catch(orNull);
  if (!marked) return null;
  return { ...marked, progress: wait ? await untilTried(db, { since, aggregateId: named?.aggregateId ?? aggregate }) : null };
}

/** Has parked events tried again, wherever they are. */
export async function replay(reach: Reach, command: Of<'replay'>): Promise<Told> {
  const { found, troubles } = sorted(await inEach(reach, command.service, (db) => mark(db, command)));
  const done = found.flatMap(({ service, value }) => (value ? [{ service, ...value }] : []));
  const lines = done
    .filter(({ events }) => events > 0)
    .map(({ service, events, aggregates, progress }) => {
      const what = `${service}: ${plural(events, 'event')} of ${plural(aggregates, 'aggregate')} to be tried again`;
      return progress ? `${what}; ${progressText(progress)}.` : `${what}.`;
    });
  if (!command.wait) lines.push(notWaited);
  const isNothing = done.every(({ events }) => events === 0);
  return {
    text: isNothing ? (command.all ? 'Nothing is parked.' : notParked) : lines.join('\n'),
    value: { services: done.map(({ progress, ...marked }) => ({ ...marked, ...progress })) },
    troubles,
    failed: troubles.length > 0 || done.length === 0 || done.some(({ progress }) => isUnsettled(progress)),
  };
}
