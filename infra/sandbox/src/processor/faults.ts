/** What may be ordered to go wrong, `PUT /_sandbox/faults`. Rates are from 0 to 1. */
export interface FaultOrder {
  /** Half of it before the work is done and half after, so that a webhook may come before the answer. */
  readonly delayMs: number;
  /** 500 instead of an answer, before anything is done. */
  readonly errorRate: number;
  /** The work is done, and then 500: again for each repeat under the same key, https://docs.stripe.com/api/idempotent_requests. */
  readonly errorAfterRate: number;
  /** 409, as if the first request with this key were still being worked on. */
  readonly busyRate: number;
  /** The connection breaks before anything is done. */
  readonly resetRate: number;
  /** The work is done and kept, then the connection breaks. */
  readonly loseAnswerRate: number;
  /** Every webhook is sent twice. */
  readonly duplicateWebhooks: boolean;
  /** Each webhook waits up to 300 ms, so that they overtake each other. */
  readonly reorderWebhooks: boolean;
  /** Each webhook waits up to so long: it is late, and in any order. */
  readonly webhookDelayMs: number;
  /** One unit of a hundred too much is taken. */
  readonly wrongAmountRate: number;
  readonly seed: number;
}

const healed: FaultOrder = {
  delayMs: 0,
  errorRate: 0,
  errorAfterRate: 0,
  busyRate: 0,
  resetRate: 0,
  loseAnswerRate: 0,
  duplicateWebhooks: false,
  reorderWebhooks: false,
  webhookDelayMs: 0,
  wrongAmountRate: 0,
  seed: 1,
};

export interface Faults {
  readonly order: FaultOrder;
  set(order: Partial<FaultOrder>): void;
  happens(rate: number): boolean;
  random(): number;
}

/** Faults by dice that fall the same way for the same seed. */
export function createFaults(): Faults {
  let order = healed;
  let state = healed.seed;
  /** mulberry32 */
  function random(): number {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
  return {
    get order() {
      return order;
    },
    set(next) {
      order = { ...healed, ...next };
      state = order.seed;
    },
    happens: (rate) => rate > 0 && random() < rate,
    random,
  };
}

/** Reads an order as it was sent. @returns the name of the first field that is not understood instead, when there is one. */
export function readFaultOrder(body: unknown): Partial<FaultOrder> | string {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return 'body';
  for (const [name, value] of Object.entries(body)) {
    if (!Object.hasOwn(healed, name)) return name;
    if (name.endsWith('Webhooks') ? typeof value !== 'boolean' : typeof value !== 'number' || !Number.isFinite(value) || value < 0)
      return name;
    if (name.endsWith('Rate') && (value as number) > 1) return name;
  }
  return body;
}
