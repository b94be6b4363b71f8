import { readFileSync } from 'node:fs';
import type { Asked, Entry } from './recorder.ts';

/** What a shopper finally knows of something that was asked for under one key. */
interface Known {
  readonly journey: number;
  readonly key: string;
  readonly outcome: 'acknowledged' | 'refused' | 'unknown';
  /** The code of a refusal. */
  readonly code: string | null;
  /** How often it was asked. */
  readonly tries: number;
  /** From the first question to the answer that counts, or to the last that was lost. Milliseconds. */
  readonly ms: number;
  /** When the last answer came. Milliseconds since 1970. */
  readonly at: number;
}

export interface KnownCheckout extends Known {
  readonly email: string;
  readonly cartId: string;
  /** What this shopper had put into the cart. */
  readonly lines: readonly { readonly variantId: string; readonly quantity: number }[];
  /** Every order that was acknowledged under this key: one, if all is well. */
  readonly orderIds: readonly string[];
  readonly totalMinor: number | null;
  /** What the processor had said by then, such as `succeeded`. */
  readonly payment: string | null;
}

interface KnownCancel extends Known {
  readonly orderId: string;
}

interface KnownRefund extends Known {
  readonly orderId: string;
  readonly refundId: string | null;
  readonly amountMinor: number | null;
}

/** What the shoppers know, told from their own record alone. */
export interface Knowledge {
  readonly checkouts: readonly KnownCheckout[];
  readonly cancels: readonly KnownCancel[];
  readonly refunds: readonly KnownRefund[];
  /** When each answer of the shop came that was no failure. Milliseconds since 1970, in order. */
  readonly answeredAt: readonly number[];
  readonly calls: number;
  readonly failures: number;
}

interface Exchange {
  readonly asked: Asked;
  readonly end: Exclude<Entry, Asked> | undefined;
}

type Body = Readonly<Record<string, unknown>>;

// The cast: members of what may be anything are unknown.
const bodyOf = (value: unknown): Body => (typeof value === 'object' && value !== null ? (value as Body) : {});
const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const minorOf = (value: unknown): number | null => {
  const { amountMinor } = bodyOf(value);
  return typeof amountMinor === 'number' ? amountMinor : null;
};

const statusOf = ({ end }: Exchange): number => (end?.kind === 'answered' ? end.status : 0);
const answerOf = ({ end }: Exchange): Body => (end?.kind === 'answered' ? bodyOf(end.body) : {});
const passing = new Set(['IDEMPOTENCY_IN_FLIGHT', 'RATE_LIMITED']);

function settles(exchange: Exchange): boolean {
  const status = statusOf(exchange);
  return status > 0 && status < 500 && !passing.has(String(answerOf(exchange).code));
}

/** @param exchanges of one key, in their order; one at least */
function known(key: string, exchanges: readonly [Exchange, ...Exchange[]]): Known & { answers: readonly Body[] } {
  const settled = exchanges.filter(settles);
  const good = settled.filter((exchange) => statusOf(exchange) < 300);
  const deciding = good[0] ?? settled[0] ?? exchanges.at(-1) ?? exchanges[0];
  const [first] = exchanges;
  const at = deciding.end?.at ?? deciding.asked.at;
  return {
    journey: first.asked.journey,
    key,
    outcome: good.length > 0 ? 'acknowledged' : settled.length > 0 ? 'refused' : 'unknown',
    code: good.length > 0 ? null : textOf(answerOf(deciding).code),
    tries: exchanges.length,
    ms: at - first.asked.at,
    at,
    answers: good.map(answerOf),
  };
}

type Line = KnownCheckout['lines'][number];

/** What each shopper has put into the cart, as far as the shop has said yes to it. */
function linesByJourney(exchanges: readonly Exchange[]): ReadonlyMap<number, readonly Line[]> {
  const added = exchanges.filter(
    (exchange) => exchange.asked.step === 'item' && exchange.asked.method === 'POST' && statusOf(exchange) === 201,
  );
  const once = new Map(added.map((exchange) => [exchange.asked.key, exchange.asked]));
  const lines = [...once.values()].map(({ journey, body }) => {
    const { variantId, quantity } = bodyOf(body);
    return { journey, variantId: String(variantId), quantity: Number(quantity) };
  });
  return Map.groupBy(lines, ({ journey }) => journey);
}

function checkoutOf(
  key: string,
  exchanges: readonly [Exchange, ...Exchange[]],
  lines: ReadonlyMap<number, readonly Line[]>,
): KnownCheckout {
  const { answers, ...rest } = known(key, exchanges);
  const [{ asked }] = exchanges;
  const orders = answers.map(({ order }) => bodyOf(order));
  return {
    ...rest,
    email: String(bodyOf(asked.body).email),
    cartId: asked.path.split('/')[2] ?? '',
    lines: (lines.get(asked.journey) ?? []).map(({ variantId, quantity }) => ({ variantId, quantity })),
    orderIds: [...new Set(orders.map(({ id }) => String(id)))],
    totalMinor: minorOf(bodyOf(orders[0]?.totals).total),
    payment: textOf(bodyOf(answers[0]?.payment).status),
  };
}

/** The order that a question is of, asked by its shopper or by staff. */
const orderOf = ({ path }: Asked): string => /\/orders\/([^/]+)/.exec(path)?.[1] ?? '';

function refundOf(key: string, exchanges: readonly [Exchange, ...Exchange[]]): KnownRefund {
  const { answers, ...rest } = known(key, exchanges);
  const [first] = answers;
  return {
    ...rest,
    // A return's refund does not name the order in its path, only in its answer.
    orderId: textOf(first?.orderId) ?? orderOf(exchanges[0].asked),
    refundId: textOf(first?.id),
    amountMinor: minorOf(first?.amount),
  };
}

/** Makes out of a record what its shoppers know. */
export function knowledgeOf(entries: readonly Entry[]): Knowledge {
  const ends = new Map(entries.flatMap((entry) => (entry.kind === 'asked' ? [] : [[entry.call, entry] as const])));
  const exchanges = entries.flatMap((asked) => (asked.kind === 'asked' && asked.journey > 0 ? [{ asked, end: ends.get(asked.call) }] : []));
  const perKey = <T>(step: Asked['step'], make: (key: string, of: readonly [Exchange, ...Exchange[]]) => T): T[] => {
    const keyed = exchanges.filter(({ asked }) => asked.step === step && asked.key !== null);
    return [...Map.groupBy(keyed, ({ asked }) => asked.key ?? '')].flatMap(([key, [first, ...others]]) =>
      first === undefined ? [] : [make(key, [first, ...others])],
    );
  };
  const lines = linesByJourney(exchanges);
  return {
    checkouts: perKey('checkout', (key, of) => checkoutOf(key, of, lines)),
    cancels: perKey('cancel', (key, of) => {
      const { answers: _, ...rest } = known(key, of);
      return { ...rest, orderId: orderOf(of[0].asked) };
    }),
    refunds: perKey('refund', refundOf),
    answeredAt: exchanges.flatMap((exchange) => (settles(exchange) && exchange.end ? [exchange.end.at] : [])).toSorted((a, b) => a - b),
    calls: exchanges.length,
    failures: exchanges.filter((exchange) => !settles(exchange)).length,
  };
}

/** Reads a record from its file. */
export function readRecord(file: string): Entry[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  // The cast: the recorder wrote it.
  return lines.flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Entry]));
}
