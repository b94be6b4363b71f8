import type { Books } from './books.ts';
import { invalid, missing } from './errors.ts';
import { type Form, inner, text } from './form.ts';

interface Listed {
  readonly id: string;
  readonly created: number;
  readonly payment_intent?: string;
  readonly charge?: string;
  readonly type?: string;
}

const comparisons: Record<string, (created: number, limit: number) => boolean> = {
  gt: (created, limit) => created > limit,
  gte: (created, limit) => created >= limit,
  lt: (created, limit) => created < limit,
  lte: (created, limit) => created <= limit,
};

/** `created=<seconds>`, or bounds as `created[gte]`. */
function createdWithin(form: Form): (created: number) => boolean {
  const bounds = inner(form, 'created');
  const seconds = (value: string | undefined, param: string) => {
    if (value === undefined || !/^\d+$/.test(value)) throw invalid(`Invalid timestamp: ${value}`, { param });
    return Number(value);
  };
  if (!bounds) {
    const exact = text(form, 'created');
    return exact === undefined ? () => true : (created) => created === seconds(exact, 'created');
  }
  const tests = Object.keys(bounds).map((name) => {
    const compare = comparisons[name];
    if (!compare) throw invalid(`Received unknown parameter: created[${name}]`, { param: `created[${name}]` });
    const limit = seconds(text(bounds, name), `created[${name}]`);
    return (created: number) => compare(created, limit);
  });
  return (created) => tests.every((test) => test(created));
}

/** A page of a list, newest first: `limit`, `starting_after`, `payment_intent`, `charge`, `type`, `created`. */
export function pageOf<Item extends Listed>(url: string, items: Iterable<Item>, form: Form): object {
  const limit = Math.min(Math.max(Number(text(form, 'limit') ?? 10) || 10, 1), 100);
  const within = createdWithin(form);
  const after = text(form, 'starting_after');
  const wanted = (['payment_intent', 'charge', 'type'] as const).flatMap((name) => {
    const value = text(form, name);
    return value === undefined ? [] : [{ name, value }];
  });
  const all = [...items].reverse().filter((item) => within(item.created) && wanted.every(({ name, value }) => item[name] === value));
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
