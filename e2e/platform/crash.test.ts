import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { folder, servicePort } from '../addresses.ts';
import { mailsTo, untilQuiet } from '../mailbox.ts';
import { bearer, buy, charges, eventually, get, newProduct, type Order, requireBalancedLedger, stockOf, untilOrder } from '../shop.ts';

interface RunState {
  processes: { name: string; pid: number }[];
}

function pidOf(name: string): number {
  const state = JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8')) as RunState;
  const found = state.processes.find((process) => process.name === name);
  if (!found) throw new Error(`${name} does not run`);
  return found.pid;
}

/** How many orders of a run of this test are paid for, and how many still hold stock for a payment that may come. */
async function ordersOfRun(run: string): Promise<{ sold: number; waiting: number }> {
  const count = async (status: Order['status']) =>
    (await get<{ total: number }>(`/admin/orders?query=${run}&status=${status}&limit=1`, await bearer('support'))).total;
  return { sold: await count('confirmed'), waiting: await count('pending') };
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
      const run = `crash-${victim}-${Date.now()}`;
      const acknowledged: { order: Order; email: string }[] = [];
      let buying = true;
      const shoppers = Array.from({ length: 4 }, async (_, shopper) => {
        for (let round = 0; buying && round < 60; round += 1) {
          const email = `${run}-${shopper}-${round}@example.test`;
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
      // What was bought, acknowledged or not, was taken from the stock once; what may still be paid for is reserved at most.
      await eventually(async () => {
        await untilQuiet();
        const { sold, waiting } = await ordersOfRun(run);
        expect(sold).toBeGreaterThanOrEqual(acknowledged.length);
        const { onHand, reserved } = await stockOf(variant.sku);
        expect(onHand).toBe(1_000 - sold);
        expect(reserved).toBeLessThanOrEqual(waiting);
      }, 60_000);
      for (const { order, email } of acknowledged) {
        const mails = await eventually(async () => {
          const found = await mailsTo(email);
          expect(found.length).toBeGreaterThan(0);
          return found;
        }, 60_000);
        expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(1);
        // Only who dies between the mail server's answer and its note may send one mail twice, under one Message-ID.
        if (victim !== 'notification') expect(mails).toHaveLength(1);
        expect(mails[0]?.text).toContain(order.number);
      }
      await requireBalancedLedger();
    },
  );
});
