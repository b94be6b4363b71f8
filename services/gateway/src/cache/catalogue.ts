import { product as schemas } from '@tradewind/contracts/schemas';
import type { SharedCache } from '@tradewind/service';
import type { z } from 'zod';
import type { Clients } from '../clients.ts';
import type { AnswerCache, Subject } from './answer-cache.ts';
import { combine, itemsOf, join, optional, type View } from './view.ts';

type ListInput = z.infer<typeof schemas.productListInput>;

/** Recommendations that take longer are left out, and are there with the next call. */
const recommendationsTimeoutMs = 300;
const windowSize = 8;

/** Runs a load outside of the call that happens to wait for it: as the gateway itself, with a deadline of its own. */
export type Detached = <T>(work: () => Promise<T>) => Promise<T>;

interface CatalogueOptions {
  readonly clients: Clients;
  readonly cache: AnswerCache;
  /** Looked into before the service is asked. */
  readonly shared: SharedCache;
  readonly detached: Detached;
}

/**
 * The catalogue's public answers from the cache. What two screens share is kept once and put together as text, so that a
 * product's stock is renewed without asking for its recommendations again.
 */
export function createCatalogue({ clients, cache, shared, detached }: CatalogueOptions) {
  function kept(key: string, subject: Subject, ask: () => Promise<unknown>): View {
    const load = () => shared.through(key, subject, () => detached(async () => JSON.stringify(await ask())));
    return { peek: () => cache.peek(key, load), read: () => cache.read(key, subject, load) };
  }

  const categories = () => kept('categories', 'categories', () => clients.product.category.list.query());
  const list = (input: ListInput) => kept(`list:${JSON.stringify(input)}`, 'lists', () => clients.product.product.list.query(input));
  const bySlug = (slug: string) => kept(`product:${slug}`, `product:${slug}`, () => clients.product.product.bySlug.query({ slug }));
  const recommendations = (input: z.infer<typeof schemas.recommendationsInput>) =>
    kept(`recommendations:${input.limit}:${input.slug}`, 'lists', () => clients.product.product.recommendations.query(input));
  const suggest = (input: z.infer<typeof schemas.suggestInput>) =>
    kept(`suggest:${JSON.stringify(input)}`, 'lists', () => clients.product.product.suggest.query(input));

  return {
    categories,
    list,
    bySlug,
    recommendations,
    suggest,

    /** `{categories, featured, newest}` */
    home(): View {
      const featured = list(schemas.productListInput.parse({ sort: 'rating', inStock: true, limit: windowSize }));
      const newest = list(schemas.productListInput.parse({ sort: 'newest', limit: windowSize }));
      return combine(
        [categories(), featured, newest],
        ([all, best, latest]) => join`{"categories":${itemsOf(all)},"featured":${itemsOf(best)},"newest":${itemsOf(latest)}}`,
      );
    },

    /** `{product, recommendations}`; the latter are empty while they are slow or fail. */
    page(slug: string): View {
      const others = optional(recommendations({ slug, limit: windowSize }), recommendationsTimeoutMs);
      return combine([bySlug(slug), others], ([product, items]) => join`{"product":${product?.body},"recommendations":${itemsOf(items)}}`);
    },
  };
}

export type Catalogue = ReturnType<typeof createCatalogue>;
