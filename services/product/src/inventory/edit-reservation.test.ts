import { newId, type VariantId } from '@tradewind/contracts/ids';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Services } from '../services.ts';
import { addProduct, eventsOf, inCall, openTestShop, reservationOf } from '../test-shop.ts';
import { editReservation } from './edit-reservation.ts';
import { expireReservations } from './expire-reservations.ts';
import { findReservation } from './reservation-store.ts';
import { reserveStock } from './reserve-stock.ts';
import { cancelReservation, commitReservation } from './settle-reservation.ts';
import { stockLevel } from './stock-level.ts';

let shop: Awaited<ReturnType<typeof openTestShop>>;
let services: Services;
beforeAll(async () => {
  shop = await openTestShop();
  services = shop.services;
});
afterAll(() => shop.close());

async function variantWith(onHand: number) {
  const { variants } = await addProduct(services, { onHand });
  const [variant] = variants;
  if (!variant) throw new Error('no variant');
  const level = async () => {
    const { onHand: held, reserved } = await stockLevel(services, variant);
    return [held, reserved];
  };
  return { id: variant.id, level };
}

/** An order that has bought three pieces of one thing, and an edit that is to put two of another on it. */
async function bought() {
  const [one, two] = [await variantWith(10), await variantWith(5)];
  const input = reservationOf([{ variantId: one.id, quantity: 3 }]);
  const { orderId } = input;
  await inCall(() => reserveStock(services, input));
  await inCall(() => services.db.transaction((sql) => commitReservation(sql, { orderId })));
  const editId = newId('orderEdit');
  const setAside = () => inCall(() => reserveStock(services, reservationOf([{ variantId: two.id, quantity: 2 }], editId)));
  const edit = (lines: { variantId: VariantId; delta: number }[]) =>
    inCall(() => services.db.transaction((sql) => editReservation(sql, { orderId, editId, lines })));
  const linesOf = async () => (await findReservation(services.db, orderId))?.lines.map(({ quantity }) => quantity).toSorted();
  return { one, two, orderId, editId, setAside, edit, linesOf };
}

it('puts back what was taken off, and gives the order what was set aside', async () => {
  const { one, two, editId, setAside, edit, linesOf } = await bought();
  await setAside();
  expect([await one.level(), await two.level()]).toEqual([
    [7, 0],
    [5, 2],
  ]);
  await edit([
    { variantId: one.id, delta: -1 },
    { variantId: two.id, delta: 2 },
  ]);
  expect([await one.level(), await two.level()]).toEqual([
    [8, 0],
    [3, 0],
  ]);
  expect(await linesOf()).toEqual([2, 2]);
  expect(await findReservation(services.db, editId)).toMatchObject({ status: 'released' });
});

it('has a cancellation give back what the order has then, and no more', async () => {
  const { one, two, orderId, setAside, edit, linesOf } = await bought();
  await setAside();
  await edit([
    { variantId: one.id, delta: -3 },
    { variantId: two.id, delta: 2 },
  ]);
  expect(await linesOf()).toEqual([2]);
  await inCall(() => services.db.transaction((sql) => cancelReservation(sql, orderId)));
  await inCall(() => expireReservations(services, new Date(Date.now() + 3_600_000)));
  expect([await one.level(), await two.level()]).toEqual([
    [10, 0],
    [5, 0],
  ]);
});

it('takes stock again when the time to have it was over', async () => {
  const { two, editId, setAside, edit, linesOf } = await bought();
  await setAside();
  const told = await eventsOf(services, 'inventory.reservation_expired');
  await inCall(() => expireReservations(services, new Date(Date.now() + 3_600_000)));
  expect(await eventsOf(services, 'inventory.reservation_expired')).toEqual(told);
  expect(await findReservation(services.db, editId)).toMatchObject({ status: 'expired' });
  await edit([{ variantId: two.id, delta: 2 }]);
  expect(await two.level()).toEqual([3, 0]);
  expect(await linesOf()).toEqual([2, 3]);
});

it('tells when somebody else has it then, and changes nothing', async () => {
  const { one, two, orderId, setAside, edit, linesOf } = await bought();
  await setAside();
  await inCall(() => expireReservations(services, new Date(Date.now() + 3_600_000)));
  await inCall(() => reserveStock(services, reservationOf([{ variantId: two.id, quantity: 4 }])));
  await edit([
    { variantId: one.id, delta: -1 },
    { variantId: two.id, delta: 2 },
  ]);
  expect([await one.level(), await two.level()]).toEqual([
    [7, 0],
    [5, 4],
  ]);
  expect(await linesOf()).toEqual([3]);
  expect(await eventsOf(services, 'inventory.commit_failed')).toContainEqual({ orderId });
});

it('gives back what was set aside for an order that was given up', async () => {
  const { one, two, orderId, setAside, edit } = await bought();
  await setAside();
  await inCall(() => services.db.transaction((sql) => cancelReservation(sql, orderId)));
  await edit([
    { variantId: one.id, delta: -1 },
    { variantId: two.id, delta: 2 },
  ]);
  expect([await one.level(), await two.level()]).toEqual([
    [10, 0],
    [5, 0],
  ]);
});
