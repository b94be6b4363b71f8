import type { EventOf, EventType } from '@tradewind/contracts/events';
import type { EventBus } from '@tradewind/messaging';
import type { SharedCache } from '@tradewind/service';
import type { AnswerCache, Subject } from './answer-cache.ts';

/** Events come in crowds during a sale; what they make old is marked this many milliseconds later, at once. */
const gatherMs = 25;

/** What an event makes old here, and which of the storefront's pages. */
export function effectsOf(event: EventOf<EventType>): { subjects: Subject[]; tags: string[] } {
  switch (event.type) {
    case 'product.changed': {
      const { slug, categorySlugs } = event.data;
      return {
        subjects: [`product:${slug}`, 'lists', 'categories'],
        tags: [`product:${slug}`, ...categorySlugs.map((category) => `category:${category}`), 'catalog'],
      };
    }
    case 'inventory.changed': {
      const { slug, soldOutChanged } = event.data;
      // Lists say whether something can be had, not how many: only that moves them.
      return soldOutChanged
        ? { subjects: [`product:${slug}`, 'lists'], tags: [`product:${slug}`, 'catalog'] }
        : { subjects: [`product:${slug}`], tags: [] };
    }
    default:
      return { subjects: [], tags: [] };
  }
}

/** The answers that a storefront page with this tag is made of. */
export function subjectsOf(tag: string): Subject[] {
  if (tag.startsWith('product:')) return [`product:${tag.slice('product:'.length)}`, 'lists'];
  return ['lists', 'categories'];
}

interface FollowOptions {
  readonly bus: EventBus;
  readonly cache: AnswerCache;
  readonly shared: SharedCache;
  readonly onTags: (tags: readonly string[]) => void;
}

/** Renews the caches by what happens to products and stock, and hands on which pages are old. */
export async function followEvents({ bus, cache, shared, onTags }: FollowOptions) {
  let old = new Set<Subject>();
  let timer: NodeJS.Timeout | null = null;

  function mark(): void {
    timer = null;
    cache.invalidate(old);
    old = new Set();
  }

  const subscription = await bus.broadcast({
    topics: ['product.events', 'inventory.events'],
    handle(event) {
      const { subjects, tags } = effectsOf(event);
      // Before anything is renewed here: what is renewed is looked for there.
      shared.changed(event.id, subjects);
      for (const subject of subjects) old.add(subject);
      if (subjects.length > 0) timer ??= setTimeout(mark, gatherMs);
      if (tags.length > 0) onTags(tags);
    },
  });

  return {
    async close(): Promise<void> {
      await subscription.close();
      if (timer) clearTimeout(timer);
    },
  };
}
