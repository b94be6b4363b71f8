import { expect } from '@playwright/test';
import { addresses } from '../addresses.ts';
import { sentMails } from '../mailbox.ts';
import { bearer, buy, call, freshEmail, newProduct, type Order, untilOrder } from '../shop.ts';
import { look } from './look.ts';
import { signIn, visit } from './pages.ts';
import { test } from './test.ts';

test('a parcel with a label is followed by its link, to the door', async ({ page }) => {
  const product = await newProduct({ onHand: 5 });
  const email = freshEmail('tracked');
  const { order } = (await buy(product.variants[0]?.id ?? '', 1, { email })).body;
  await untilOrder(order, { status: 'confirmed', paymentStatus: 'paid' });
  await signIn(page, 'warehouse', { path: `/orders/${order.id}`, title: `Order ${order.number}` });
  const dialog = page.getByRole('dialog');
  await page.getByRole('button', { name: 'Fulfil', exact: true }).click();
  await dialog.getByRole('checkbox', { name: 'Make a label with the connected carrier' }).check();
  await expect(dialog.getByLabel('Tracking number')).toHaveCount(0);
  await look(page);
  await dialog.getByRole('button', { name: 'Fulfil', exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('listitem').filter({ hasText: 'Parcel 1 · Harbour Post' })).toBeVisible();

  const [, shipping] = await sentMails(email, [`Order ${order.number} is confirmed`, `Order ${order.number} is on its way`]);
  const link = /https?:\S+\/track\/\S+/.exec(shipping?.text ?? '')?.[0] ?? '';
  await page.context().clearCookies();
  await visit(page, link, 'Your parcel');
  await expect(page.getByText(/^Harbour Post · HP\d{12}$/)).toBeVisible();
  for (const personal of [email, 'Ada Byron', product.title, order.number]) await expect(page.getByText(personal)).toHaveCount(0);
  const { shipments } = (await call<Order>('GET', `/admin/orders/${order.id}`, { headers: await bearer('warehouse') })).body;
  const [parcel] = shipments;
  await fetch(`${addresses.sandbox}/_sandbox/parcels/${parcel?.trackingNumber}/scans`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ scan: 'delivered' }),
  });
  await untilOrder(order, { fulfilmentStatus: 'delivered' });
  await visit(page, link, 'Your parcel');
  await expect(page.getByText('Delivered', { exact: true }).first()).toBeVisible();
  await look(page);

  await visit(page, `/orders/${order.id}?token=${order.token}`, 'Your order');
  await page.getByRole('link', { name: 'Track this parcel' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Your parcel' })).toBeVisible();
  await visit(page, `/track/${parcel?.id}?token=${'A'.repeat(43)}`, 'There is no such parcel');
});
