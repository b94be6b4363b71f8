import { afterEach, describe, expect, it } from 'vitest';
import { buy, chargesOf, eventually, faults, newProduct, requireBalancedLedger, stockOf, untilOrder } from '../shop.ts';

afterEach(async () => faults({}));

async function oneVariant(onHand: number) {
  const variant = (await newProduct({ onHand })).variants[0];
  if (!variant) throw new Error('no variant');
  return variant;
}

describe('a processor that misbehaves', () => {
  it('loses its answer after the charge: one order, one charge', async () => {
    const variant = await oneVariant(50);
    await faults({ loseAnswerRate: 0.4, seed: 7 });
    const answers = [];
    for (let index = 0; index < 10; index += 1) answers.push(await buy(variant.id));
    await faults({});
    const orders = answers.flatMap(({ status, body }) => (status === 201 ? [body.order] : []));
    expect(orders.length).toBeGreaterThan(0);
    for (const order of orders) {
      await untilOrder(order, { status: 'confirmed', paymentStatus: 'paid' });
      expect(await chargesOf(order.id)).toHaveLength(1);
    }
    await requireBalancedLedger();
  });

  it('sends each webhook twice and out of order: one order, one charge', async () => {
    const variant = await oneVariant(50);
    await faults({ duplicateWebhooks: true, reorderWebhooks: true, seed: 11 });
    const answers = await Promise.all(Array.from({ length: 10 }, () => buy(variant.id)));
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(201));
    for (const { body } of answers) {
      await untilOrder(body.order, { status: 'confirmed', paymentStatus: 'paid' });
      expect(await chargesOf(body.order.id)).toHaveLength(1);
    }
    await eventually(async () => expect(await stockOf(variant.sku)).toMatchObject({ onHand: 40, reserved: 0 }));
    await requireBalancedLedger();
  });

  it('is slow and fails now and then: whatever is answered is true in every book', async () => {
    const variant = await oneVariant(100);
    await faults({ delayMs: 30, errorRate: 0.2, seed: 3 });
    const answers = await Promise.all(Array.from({ length: 20 }, () => buy(variant.id)));
    await faults({});
    for (const { status, body } of answers) {
      if (status !== 201) continue;
      await untilOrder(body.order, { status: 'confirmed', paymentStatus: 'paid' });
      expect(await chargesOf(body.order.id)).toHaveLength(1);
    }
    await requireBalancedLedger();
  });
});
