import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { folder, servicePort } from '../addresses.ts';
import { mailsTo } from '../mailbox.ts';
import { buy, charges, eventually, newProduct, type Order, requireBalancedLedger, stockOf, untilOrder } from '../shop.ts';

interface RunState {
  processes: { name: string; pid: number }[];
}

function pidOf(name: string): number {
  const state = JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8')) as RunState;
  const found = state.processes.find((process) => process.name === name);
  if (!found) throw new Error(`${name} does not run`);
  return found.pid;
}

async function untilReady(name: string): Promise<void> {
  await eventually(async () => {
    const answer = await fetch(`http://127.0.0.1:${servicePort(name)}/health/ready`);
    if (!answer.ok) throw new Error(`${name} is not ready`);
  }, 60_000);
}

describe('a process ended with SIGKILL in the middle of purchases', () => {
  it.each(['order', 'payment', 'product', 'notification', 'gateway'])(
    '%s: every acknowledged order is paid once, sold once and mailed once',
    async (victim) => {
      const product = await newProduct({ onHand: 1_000 });
      const variant = product.variants[0];
      if (!variant) throw new Error('no variant');
      const acknowledged: { order: Order; email: string }[] = [];
      let buying = true;
      const shoppers = Array.from({ length: 4 }, async (_, shopper) => {
        for (let round = 0; buying && round < 60; round += 1) {
          const email = `crash-${victim}-${shopper}-${round}-${Date.now()}@example.test`;
          try {
            const { status, body } = await buy(variant.id, 1, { email });
            if (status === 201) acknowledged.push({ order: body.order, email });
          } catch {
            // The gateway or a service was away: nothing was acknowledged.
            await sleep(100);
          }
        }
      });
      await eventually(async () => expect(acknowledged.length).toBeGreaterThan(3));
      process.kill(pidOf(victim), 'SIGKILL');
      const before = acknowledged.length;
      await sleep(300);
      await untilReady(victim);
      await eventually(async () => expect(acknowledged.length).toBeGreaterThan(before + 3), 60_000);
      buying = false;
      await Promise.all(shoppers);

      for (const { order } of acknowledged) await untilOrder(order, { status: 'confirmed', paymentStatus: 'paid' });
      const books = (await charges()).filter(({ status }) => status === 'succeeded');
      for (const { order } of acknowledged) {
        const own = books.filter(({ metadata }) => metadata.orderId === order.id);
        expect(own.map(({ amount }) => amount)).toEqual([order.totals.total.amountMinor]);
      }
      await eventually(async () => {
        const { onHand } = await stockOf(variant.sku);
        expect(onHand).toBeLessThanOrEqual(1_000 - acknowledged.length);
      }, 60_000);
      for (const { order, email } of acknowledged) {
        const mails = await eventually(async () => {
          const found = await mailsTo(email);
          expect(found.length).toBeGreaterThan(0);
          return found;
        }, 60_000);
        expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(1);
        expect(mails[0]?.text).toContain(order.number);
      }
      await requireBalancedLedger();
    },
  );
});
