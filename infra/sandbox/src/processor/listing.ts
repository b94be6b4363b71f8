import type { Books } from './books.ts';
import { missing } from './errors.ts';
import { type Form, inner, text } from './form.ts';

interface Listed {
  readonly id: string;
  readonly created: number;
  readonly payment_intent?: string;
  readonly charge?: string;
  readonly type?: string;
}

/** A page of a list, newest first: `limit`, `starting_after`, `payment_intent`, `charge`, `type`, `created[gte]`. */
export function pageOf<Item extends Listed>(url: string, items: Iterable<Item>, form: Form): object {
  const limit = Math.min(Math.max(Number(text(form, 'limit') ?? 10) || 10, 1), 100);
  const since = Number(text(inner(form, 'created') ?? {}, 'gte') ?? 0);
  const after = text(form, 'starting_after');
  const wanted = (['payment_intent', 'charge', 'type'] as const).flatMap((name) => {
    const value = text(form, name);
    return value === undefined ? [] : [{ name, value }];
  });
  const all = [...items].reverse().filter((item) => item.created >= since && wanted.every(({ name, value }) => item[name] === value));
  const start = after === undefined ? 0 : all.findIndex((item) => item.id === after) + 1;
  if (after !== undefined && start === 0) throw missing('object', after, 'starting_after');
  return { object: 'list', data: all.slice(start, start + limit), has_more: all.length > start + limit, url };
}

const kindOfPrefix = { ch: 'charge', pi: 'intent', re: 'refund' } as const;

/** Replaces ids by their objects at the top-level fields that `expand` names. */
export function expand(books: Books, object: object, paths: readonly string[]): object {
  let expanded: Record<string, unknown> = { ...object };
  for (const path of paths) {
    const id = expanded[path];
    if (typeof id !== 'string') continue;
    const prefix = id.split('_')[0] ?? '';
    const found =
      prefix === 'pm'
        ? books.get('method', id)?.wire
        : prefix in kindOfPrefix
          ? books.get(kindOfPrefix[prefix as keyof typeof kindOfPrefix], id)
          : undefined;
    if (found) expanded = { ...expanded, [path]: found };
  }
  return expanded;
}
