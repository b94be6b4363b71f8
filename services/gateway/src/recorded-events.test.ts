import { type EventOf, type EventType, type Topic, topicOf } from '@tradewind/contracts/events';
import { type EventBus, openBus } from '@tradewind/messaging';
import { createLogger, openSharedCache } from '@tradewind/service';
import { createDatabase, eventually } from '@tradewind/testing';
import { recordedEvents } from '@tradewind/testing/recorded-events';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { createAnswerCache, type Subject } from './cache/answer-cache.ts';
import { followEvents } from './cache/invalidation.ts';
import { openOrderFeed } from './live/order-feed.ts';

const lines: string[] = [];
const heard = new Set<Topic>();
let bus: EventBus;
let close: () => Promise<void>;
beforeAll(async () => {
  const database = await createDatabase('events');
  const log = createLogger({ service: 'test', level: 'info', destination: { write: (line) => void lines.push(line) } });
  const opened = await openBus({ service: 'gateway', eventsDatabaseUrl: database.url, log });
  bus = {
    ...opened,
    broadcast: (options) => {
      for (const topic of options.topics) heard.add(topic);
      return opened.broadcast(options);
    },
  };
  close = async () => {
    await opened.close();
    await database.drop();
  };
});
afterAll(() => close());

const recorded = (...topics: Topic[]) => recordedEvents().filter(({ event }) => topics.includes(topicOf(event.type)));

/** What becomes old here, and which of the storefront's pages. */
function oldAfter(event: EventOf<EventType>): { subjects: Subject[]; tags: string[] } {
  if (event.type === 'product.changed') {
    const { slug, categorySlugs } = event.data;
    return {
      subjects: ['categories', 'lists', `product:${slug}`],
      tags: [`product:${slug}`, ...categorySlugs.map((category) => `category:${category}`), 'catalog'],
    };
  }
  if (event.type === 'inventory.changed') {
    const { slug, soldOutChanged } = event.data;
    return soldOutChanged
      ? { subjects: ['lists', `product:${slug}`], tags: [`product:${slug}`, 'catalog'] }
      : { subjects: [`product:${slug}`], tags: [] };
  }
  return { subjects: [], tags: [] };
}

describe('events of earlier versions', () => {
  it.each(recorded('product.events', 'inventory.events'))('make answers and pages old: $name', async ({ raw, event }) => {
    const { subjects, tags } = oldAfter(event);
    let time = 0;
    const cache = createAnswerCache({ maxBytes: 1_000_000, maxAgeMs: Number.POSITIVE_INFINITY, now: () => time });
    const told: string[] = [];
    const shared = await openSharedCache({ service: 'gateway', maxAgeMs: 30_000, log: createLogger({ service: 'test', level: 'silent' }) });
    const followed = await followEvents({ bus, cache, shared, onTags: (some) => void told.push(...some) });
    onTestFinished(() => followed.close());
    const arrived: string[] = [];
    const witness = await bus.broadcast({ topics: [topicOf(event.type)], handle: ({ id }) => void arrived.push(id) });
    onTestFinished(() => witness.close());

    /** Reads all, and answers with what had to be asked for anew. */
    async function renewed(): Promise<string[]> {
      const asked: string[] = [];
      const slugs = 'slug' in event.data ? [event.data.slug] : [];
      for (const subject of ['categories', 'lists', 'product:another', ...slugs.map((slug) => `product:${slug}`)] as Subject[]) {
        await cache.read(subject, subject, async () => {
          asked.push(subject);
          return { text: '{}', ageMs: 0 };
        });
      }
      return asked;
    }
    await renewed();
    expect(await renewed()).toEqual([]);
    await bus.publish([raw]);
    await eventually(() => expect(arrived).toEqual([raw.id]));
    const asked: string[] = [];
    await eventually(async () => {
      // Past the second in which an old answer may still be given.
      time += 2_000;
      asked.push(...(await renewed()));
      expect(asked.sort()).toEqual([...subjects].sort());
    });
    expect(told).toEqual(tags);
    expect(lines).toEqual([]);
  });

  it.each(recorded('order.events'))('are told to who watches the order: $name', async ({ raw }) => {
    const feed = await openOrderFeed(bus);
    onTestFinished(() => feed.close());
    const changed: string[] = [];
    for (const id of [raw.aggregateId, 'ord_another']) feed.watch(id, () => void changed.push(id));
    await bus.publish([raw]);
    await eventually(() => expect(changed).toEqual([raw.aggregateId]));
    expect(lines).toEqual([]);
  });

  it('are all that the gateway hears', () => {
    expect([...heard].sort()).toEqual(['inventory.events', 'order.events', 'product.events']);
  });
});
