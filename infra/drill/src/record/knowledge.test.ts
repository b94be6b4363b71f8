import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Knowledge, knowledgeOf, readRecord } from './knowledge.ts';
import { openRecorder, type Recorder } from './recorder.ts';

let folder: string;
let recorder: Recorder;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tradewind-drill-'));
  recorder = openRecorder(join(folder, 'record.jsonl'));
});

afterEach(() => {
  recorder.close();
  rmSync(folder, { recursive: true });
});

const known = (): Knowledge => knowledgeOf(readRecord(join(folder, 'record.jsonl')));

type Ending = { status: number; body: unknown } | { why: string } | undefined;

function exchange(
  step: 'item' | 'checkout' | 'cancel' | 'refund' | 'look',
  request: { path: string; key: string; body?: unknown },
  ending: Ending,
): void {
  const call = recorder.asked({ journey: 1, step, method: 'POST', body: null, ...request });
  if (ending && 'why' in ending) recorder.lost({ call, ms: 5, ...ending });
  else if (ending) recorder.answered({ call, ms: 5, ...ending });
}

const checkout = { path: '/carts/crt_1/checkout', key: 'k1', body: { email: 'a@drill.test' } };
const placed = { status: 201, body: { order: { id: 'ord_1', totals: { total: { amountMinor: 700 } } }, payment: { status: 'succeeded' } } };

describe('what the shoppers know', () => {
  it('is an acknowledgement when one answer says so, however many were lost', () => {
    exchange('item', { path: '/carts/crt_1/items', key: 'i1', body: { variantId: 'var_1', quantity: 2 } }, { why: 'ECONNRESET' });
    exchange('item', { path: '/carts/crt_1/items', key: 'i1', body: { variantId: 'var_1', quantity: 2 } }, { status: 201, body: {} });
    exchange('checkout', checkout, { why: 'ECONNRESET' });
    exchange('checkout', checkout, { status: 503, body: { code: 'UNAVAILABLE' } });
    exchange('checkout', checkout, { status: 409, body: { code: 'IDEMPOTENCY_IN_FLIGHT' } });
    exchange('checkout', checkout, placed);
    expect(known().checkouts).toMatchObject([
      {
        outcome: 'acknowledged',
        tries: 4,
        orderIds: ['ord_1'],
        totalMinor: 700,
        payment: 'succeeded',
        cartId: 'crt_1',
        email: 'a@drill.test',
        lines: [{ variantId: 'var_1', quantity: 2 }],
      },
    ]);
    expect(known()).toMatchObject({ calls: 6, failures: 4 });
  });

  it('is a refusal with its code', () => {
    exchange('checkout', checkout, { status: 402, body: { code: 'PAYMENT_DECLINED' } });
    expect(known().checkouts).toMatchObject([{ outcome: 'refused', code: 'PAYMENT_DECLINED', orderIds: [] }]);
  });

  it.each<[string, Ending]>([
    ['was lost', { why: 'TimeoutError' }],
    ['was a failure', { status: 500, body: { code: 'INTERNAL' } }],
    ['says that somebody is at it', { status: 409, body: { code: 'IDEMPOTENCY_IN_FLIGHT' } }],
    ['was not even waited for', undefined],
  ])('is nothing when the last answer %s', (_, ending) => {
    exchange('checkout', checkout, ending);
    expect(known().checkouts).toMatchObject([{ outcome: 'unknown', orderIds: [] }]);
  });

  it('shows two orders under one key', () => {
    exchange('checkout', checkout, placed);
    exchange('checkout', checkout, { status: 201, body: { order: { id: 'ord_2' } } });
    expect(known().checkouts).toMatchObject([{ orderIds: ['ord_1', 'ord_2'] }]);
  });

  it('holds cancellations and refunds', () => {
    exchange('cancel', { path: '/orders/ord_1/cancel', key: 'c1' }, { status: 200, body: {} });
    exchange(
      'refund',
      { path: '/admin/orders/ord_2/refunds', key: 'r1' },
      { status: 201, body: { id: 'rfd_1', amount: { amountMinor: 5 } } },
    );
    expect(known().cancels).toMatchObject([{ orderId: 'ord_1', outcome: 'acknowledged' }]);
    expect(known().refunds).toMatchObject([{ orderId: 'ord_2', refundId: 'rfd_1', amountMinor: 5, outcome: 'acknowledged' }]);
  });
});
