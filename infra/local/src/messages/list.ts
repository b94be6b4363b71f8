import { listActions, listDeadLetters } from '@tradewind/messaging';
import { inEach } from './each-service.ts';
import type { Reach } from './reach.ts';
import { type Of, pagesOf, sorted, type Told } from './told.ts';
import { actionsText, lettersText } from './words.ts';

/** Parked events, those that were parked first first. */
export async function list(reach: Reach, command: Of<'list'>, width: number): Promise<Told> {
  const { service, state, type, aggregate, limit } = command;
  const filter = { state, type, aggregateId: aggregate };
  const results = await inEach(reach, service, async (db, name) => {
    let total = 0;
    const letters = await pagesOf(limit, async (page) => {
      const found = await listDeadLetters(db, { ...filter, ...page });
      total = found.total;
      return found;
    });
    return { total, letters: letters.map((letter) => ({ ...letter, service: name })) };
  });
  const { found, troubles } = sorted(results);
  const total = found.reduce((sum, { value }) => sum + value.total, 0);
  const letters = found.flatMap(({ value }) => value.letters);
  const items = letters.toSorted((one, other) => Date.parse(one.parkedAt) - Date.parse(other.parkedAt)).slice(0, limit);
  return { text: lettersText(items, total, width), value: { items, total }, troubles, failed: troubles.length > 0 };
}

/** What people did, newest first. */
export async function actions(reach: Reach, { service, limit }: Of<'actions'>, width: number): Promise<Told> {
  const results = await inEach(reach, service, async (db, name) => {
    const acts = await pagesOf(limit, (page) => listActions(db, page));
    return acts.map((act) => ({ ...act, service: name }));
  });
  const { found, troubles } = sorted(results);
  const acts = found.flatMap(({ value }) => value);
  const items = acts.toSorted((one, other) => Date.parse(other.at) - Date.parse(one.at)).slice(0, limit);
  return { text: actionsText(items, width), value: { items }, troubles, failed: troubles.length > 0 };
}
