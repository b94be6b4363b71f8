import { newId, newUuid } from '@tradewind/contracts/ids';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { guest, openShop, user, writeOrder } from '../test-kit.ts';

let shop: Awaited<ReturnType<typeof openShop>>;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());

const [supportId, financeId] = [newId('user'), newId('user')];
const support = user(['support'], supportId);
const finance = user(['finance'], financeId);

describe('notes', () => {
  it('are added by staff, read by staff, and say who wrote them', async () => {
    const { id: orderId, facts } = await writeOrder(shop);
    const add = (who: typeof support, text: string, authorName: string, idempotencyKey?: string) =>
      shop.as(who, (api) => api.staff.addNote({ orderId, text, authorName, idempotencyKey }));
    const key = newUuid();
    const first = await add(support, 'Asked for a call\nafter six', 'Sue', key);
    expect(first).toMatchObject({ orderId, author: { id: supportId, name: 'Sue' }, text: 'Asked for a call\nafter six' });
    await shop.forgetAnswer(key);
    expect(await add(support, 'Asked for a call\nafter six', 'Sue', key)).toEqual(first);
    const second = await add(finance, 'Called', 'Finn');
    expect(await shop.as(user(['warehouse']), (api) => api.staff.notes({ orderId }))).toEqual({ items: [first, second] });
    // Nothing of it reaches the order that its customer sees.
    const [order] = await shop.db.rows<{ facts: string }>('SELECT count(*) AS facts FROM order_fact WHERE order_id = $1', [orderId]);
    expect(Number(order?.facts)).toBe(facts.length);
  });

  it('are never changed', async () => {
    const { id: orderId } = await writeOrder(shop);
    const { id } = await shop.as(support, (api) => api.staff.addNote({ orderId, text: 'Fragile', authorName: 'Sue' }));
    for (const change of [`UPDATE order_note SET text = 'Sturdy' WHERE id = $1`, 'DELETE FROM order_note WHERE id = $1']) {
      await expect(shop.db.rows(change, [id])).rejects.toThrow('notes are added, never changed');
    }
  });

  it('are of an order that there is, say something, and are no business of others', async () => {
    const { id: orderId } = await writeOrder(shop);
    const note = { orderId, text: 'Hello', authorName: 'Sue' };
    await expect(shop.as(support, (api) => api.staff.addNote({ ...note, orderId: newId('order') }))).rejects.toThrow('no such order');
    await expect(shop.as(support, (api) => api.staff.notes({ orderId: newId('order') }))).rejects.toThrow('no such order');
    await expect(shop.as(support, (api) => api.staff.addNote({ ...note, text: ' ' }))).rejects.toThrow('text: is empty');
    for (const who of [guest, user(), user(['catalog'])]) {
      const code = who === guest ? 'UNAUTHENTICATED' : 'FORBIDDEN';
      await expect(shop.as(who, (api) => api.staff.addNote(note))).rejects.toMatchObject({ cause: { code } });
      await expect(shop.as(who, (api) => api.staff.notes({ orderId }))).rejects.toMatchObject({ cause: { code } });
    }
  });
});
