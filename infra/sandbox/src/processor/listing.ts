import type { Books } from './books.ts';
import { invalid, missing } from './errors.ts';
import { type Form, inner, text } from './form.ts';

interface Listed {
  readonly id: string;
  readonly created: number;
  readonly payment_intent?: string;
  readonly charge?: string;
  readonly type?: string;
  readonly source?: string | null;
  readonly currency?: string;
  readonly status?: string;
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

/**
 * A page of a list, newest first: `limit`, `starting_after`, `payment_intent`, `charge`, `type`, `source`,
 * `currency`, `status`, `created`.
 */
export function pageOf(url: string, items: Iterable<Listed>, form: Form): object {
  const limit = Math.min(Math.max(Number(text(form, 'limit') ?? 10) || 10, 1), 100);
  const within = createdWithin(form);
  const after = text(form, 'starting_after');
  const wanted = (['payment_intent', 'charge', 'type', 'source', 'currency', 'status'] as const).flatMap((name) => {
    const value = text(form, name);
    return value === undefined ? [] : [{ name, value }];
  });
  const all = [...items].reverse().filter((item) => within(item.created) && wanted.every(({ name, value }) => item[name] === value));
  const start = after === undefined ? 0 : all.findIndex((item) => item.id === after) + 1;
  if (after !== undefined && start === 0) throw missing('object', after, 'starting_after');
  return { object: 'list', data: all.slice(start, start + limit), has_more: all.length > start + limit, url };
}

const kindOfPrefix = { ch: 'charge', pi: 'intent', re: 'refund', txn: 'movement', po: 'payout', du: 'dispute', file: 'file' } as const;

function objectOf(books: Books, id: string): object | undefined {
  const prefix = id.split('_')[0] ?? '';
  if (prefix === 'pm') return books.get('method', id)?.wire;
  return prefix in kindOfPrefix ? books.get(kindOfPrefix[prefix as keyof typeof kindOfPrefix], id) : undefined;
}

/** Replaces ids by their objects at the fields that `expand` names: `latest_charge.balance_transaction`, `data.source` of a list. */
export function expand(books: Books, object: object, paths: readonly string[]): object {
  return paths.reduce((whole, path) => expandPath(books, whole, path.split('.')), object);
}

function expandPath(books: Books, object: object, [name = '', ...rest]: readonly string[]): object {
  const value = (object as Record<string, unknown>)[name];
  const further = (found: object) => (rest.length > 0 ? expandPath(books, found, rest) : found);
  if (Array.isArray(value)) return { ...object, [name]: value.map((item: object) => further(item)) };
  const found = typeof value === 'string' ? objectOf(books, value) : value;
  return typeof found === 'object' && found !== null ? { ...object, [name]: further(found) } : object;
}
