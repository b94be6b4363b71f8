import { TradewindError } from '@tradewind/contracts/errors';
import { z } from 'zod';
import { askServices } from './ask-services.ts';
import { type MessageService, messageService } from './schemas.ts';

interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

interface Merging<Item, Answer extends Page<Item>> {
  readonly service: MessageService | undefined;
  readonly cursor: string | undefined;
  readonly limit: number;
  /** One service's page, after the position that its cursor names. */
  read(service: MessageService, page: { cursor: string | undefined; limit: number }, signal?: AbortSignal): Promise<Answer>;
  isBefore(one: Item, other: Item): boolean;
}

/** How far each service's list was shown, by its positions. */
const places = z.partialRecord(messageService, z.string().regex(/^\d+$/));
type Places = z.infer<typeof places>;

function placesOf(cursor: string | undefined): Places {
  if (cursor === undefined) return {};
  try {
    return places.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
  } catch {
    throw new TradewindError('INVALID_INPUT', 'cursor: is not from this list.', {
      errors: [{ path: 'cursor', message: 'is not from this list' }],
    });
  }
}

/**
 * One page over the lists of several services, each of which keeps its own order.
 * @throws INVALID_INPUT naming `cursor`
 */
export async function mergedPage<Item extends { readonly position: number }, Answer extends Page<Item>>(merging: Merging<Item, Answer>) {
  const { limit, isBefore } = merging;
  const shown = placesOf(merging.cursor);
  const { answers, away } = await askServices(merging.service, (service, signal) =>
    merging.read(service, { cursor: shown[service], limit }, signal),
  );
  const queues = answers.map(({ service, answer }) => ({ service, left: [...answer.items] }));
  const items: (Item & { service: MessageService })[] = [];
  const next: Places = { ...shown };
  while (items.length < limit) {
    const heads = queues.flatMap((queue) => (queue.left[0] ? [{ queue, head: queue.left[0] }] : []));
    const first = heads.reduce<(typeof heads)[number] | undefined>(
      (best, one) => (best && !isBefore(one.head, best.head) ? best : one),
      undefined,
    );
    if (!first) break;
    first.queue.left.shift();
    items.push({ ...first.head, service: first.queue.service });
    next[first.queue.service] = String(first.head.position);
  }
  const isMore = queues.some(({ left }) => left.length > 0) || answers.some(({ answer }) => answer.nextCursor !== null);
  return {
    items,
    nextCursor: isMore ? Buffer.from(JSON.stringify(next)).toString('base64url') : null,
    answers: answers.map(({ answer }) => answer),
    away,
  };
}
