import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stepsInCode } from './code-steps.ts';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'tradewind-code-'));
  for (const service of ['gateway', 'order', 'product', 'payment', 'notification']) write(service, 'main.ts', '');
});
afterEach(() => rmSync(root, { recursive: true }));

function write(service: string, file: string, text: string): void {
  const path = join(root, 'services', service, 'src', file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

const names = () => stepsInCode(root).map(({ service, step, onlyLooks }) => `${service}: ${step}${onlyLooks ? ' (looks)' : ''}`);

describe('the steps in code', () => {
  it.each([
    ['an event that is heard', 'order', `on('payment.captured', (sql) => 1)`, ['order: effect payment.captured']],
    ['nothing but events', 'gateway', `socket.on('request', go)`, []],
    ['an event that is told', 'order', `const e = { type: 'order.placed',\n aggregateId: id }`, ['order: publish order.placed']],
    ['nothing that is no event', 'order', `const e = { type: 'refund_failed' }`, []],
    [
      'a call, and what it calls',
      'order',
      `await ctx.product.inventory\n  .reserve.mutate({ orderId })`,
      ['order: call product.inventory.reserve', 'product: answer inventory.reserve'],
    ],
    [
      'a look of another service',
      'notification',
      `ctx.order.mail.order.query({ orderId })`,
      ['notification: call order.mail.order', 'order: answer mail.order'],
    ],
    [
      'a look of a page',
      'gateway',
      `clients.order.order.get.query(x)`,
      ['gateway: call order.order.get (looks)', 'order: answer order.get (looks)'],
    ],
    [
      'jobs',
      'payment',
      `{ reconcile: { handle: () => 1 }, 'match-processor': {\n handle: 1 } }`,
      ['payment: job reconcile', 'payment: job match-processor'],
    ],
    ['what is put in line', 'notification', `jobs.enqueue('send-message', {})`, ['notification: enqueue send-message']],
    [
      'requests of the processor',
      'payment',
      `ctx.stripe.paymentIntents.confirm(id); ctx.stripe.refunds.create(x); stripe.charges.list(); stripe.refunds.retrieve(id); stripe.customers.listPaymentMethods(id)`,
      [
        'POST /v1/payment_intents/:id/confirm',
        'POST /v1/refunds',
        'GET /v1/charges',
        'GET /v1/refunds/:id',
        'GET /v1/customers/:id/payment_methods',
      ].map((request) => `payment: ask ${request}`),
    ],
    ['mails', 'notification', `takeStep({ kind: 'mail', names: ['a message'] }, send)`, ['notification: mail a message']],
  ])('are read: %s', (_, service, text, expected) => {
    write(service, 'verb.ts', text);
    expect(names()).toEqual(expected);
  });

  it('are those of the processor that are acted on', () => {
    write('payment', 'webhook/webhook-event.ts', `switch (event.type) { case 'refund.failed': return 1; }`);
    write('payment', 'other.ts', `switch (kind) { case 'refund': return 1; }`);
    expect(names()).toEqual(['payment: answer webhook refund.failed']);
  });

  it('follow a name to the client that it stands for where it is used', () => {
    write(
      'gateway',
      'admin.ts',
      `const { staff, inventory } = clients.product; staff.create.mutate(x); inventory.adjust.mutate(x);
      const { staff } = services.clients.order; staff.cancel.mutate(x);`,
    );
    expect(names().filter((name) => name.startsWith('gateway'))).toEqual([
      'gateway: call product.staff.create',
      'gateway: call product.inventory.adjust',
      'gateway: call order.staff.cancel',
    ]);
  });

  it('are not those of tests', () => {
    write('order', 'verb.test.ts', `on('payment.captured', go)`);
    expect(names()).toEqual([]);
  });

  it('refuse a call that cannot be told', () => {
    write('gateway', 'odd.ts', `const one = pick(clients); one.cancel.mutate(x);`);
    expect(() => stepsInCode(root)).toThrow(/odd\.ts: nobody can tell what one\.cancel\.mutate\(\) calls/);
  });
});
