import { TradewindError } from '@tradewind/contracts/errors';
import { expect, it } from 'vitest';
import { mergedPage } from './merged-page.ts';
import { type MessageService, messageService } from './schemas.ts';

interface Item {
  readonly position: number;
  readonly at: number;
}

const lists: Record<MessageService, Item[]> = {
  user: [],
  product: [1, 4, 5, 9].map((at, index) => ({ position: index + 1, at })),
  // As two transactions may leave it: the later place has the earlier time.
  order: [2, 8, 3].map((at, index) => ({ position: 10 + index, at })),
  payment: [{ position: 7, at: 6 }],
  notification: [],
};

function pageOf(cursor: string | undefined, limit: number, away: readonly MessageService[] = []) {
  return mergedPage<Item, { items: Item[]; nextCursor: string | null }>({
    service: undefined,
    cursor,
    limit,
    isBefore: (one, other) => one.at < other.at,
    read: async (service, page) => {
      if (away.includes(service)) throw new TradewindError('UNAVAILABLE', 'It is away.');
      const after = lists[service].filter(({ position }) => page.cursor === undefined || position > Number(page.cursor));
      const items = after.slice(0, page.limit);
      return { items, nextCursor: after.length > items.length ? String(items.at(-1)?.position) : null };
    },
  });
}

it.each([1, 2, 3, 8, 100])('gives every item of every list once, in order, in pages of %i', async (limit) => {
  const seen: [MessageService, number][] = [];
  let cursor: string | undefined;
  do {
    const page = await pageOf(cursor, limit);
    expect(page.items.length).toBeLessThanOrEqual(limit);
    seen.push(...page.items.map(({ service, at }): [MessageService, number] => [service, at]));
    expect(seen.length).toBeLessThan(20);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  expect(seen.map(([, at]) => at)).toEqual([1, 2, 4, 5, 6, 8, 3, 9]);
  for (const service of messageService.options) {
    expect(seen.flatMap(([name, at]) => (name === service ? [at] : []))).toEqual(lists[service].map(({ at }) => at));
  }
});

it('leaves out who is away, and says so', async () => {
  const page = await pageOf(undefined, 100, ['order', 'user']);
  expect(page.away).toEqual(['user', 'order']);
  expect(page.items.map(({ at }) => at)).toEqual([1, 4, 5, 6, 9]);
});

it('refuses a cursor of another list', async () => {
  const others = ['12', Buffer.from('{"order":"ord_1"}').toString('base64url'), Buffer.from('{"gateway":"1"}').toString('base64url')];
  for (const cursor of others) {
    await expect(pageOf(cursor, 2)).rejects.toMatchObject({ code: 'INVALID_INPUT', extras: { errors: [{ path: 'cursor' }] } });
  }
});
