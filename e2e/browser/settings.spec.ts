import { expect } from '@playwright/test';
import { addresses } from '../addresses.ts';
import { call, get, newProduct } from '../shop.ts';
import { look } from './look.ts';
import { signIn, visit } from './pages.ts';
import { test } from './test.ts';

test('staff see the settings, and administrators change what delivery costs', async ({ page }) => {
  await signIn(page, 'finance', { path: '/settings', title: 'Settings' });
  await expect(page.getByLabel('Name')).toBeDisabled();
  await expect(page.getByRole('button', { name: 'Save changes' })).toHaveCount(0);

  await signIn(page, 'admin', { path: '/settings/delivery', title: 'Delivery' });
  const price = page.getByLabel('USD price of Express, Canada');
  await price.fill('19.99, from x: 3');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(price).toBeFocused();
  await look(page);
  await price.fill('19.99, from 100: 9.99');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByText('Settings saved')).toBeVisible();

  const product = await newProduct({ onHand: 5, amountMinor: 12_000 });
  const cart = await call<{ id: string; token: string }>('POST', '/carts', { body: {} });
  const headers = { 'x-cart-token': cart.body.token };
  const variantId = product.variants[0]?.id;
  await call('POST', `/carts/${cart.body.id}/items`, { body: { variantId, quantity: 1 }, headers });
  const { items } = await get<{ items: { id: string; price: { amountMinor: number } }[] }>(
    `/carts/${cart.body.id}/shipping-options?country=CA`,
    headers,
  );
  expect(items.find(({ id }) => id === 'express')?.price.amountMinor).toBe(999);
});

test('administrators add a tax rate, and the history tells of it', async ({ page }) => {
  await signIn(page, 'admin', { path: '/settings/tax', title: 'Tax rates' });
  await page.getByRole('button', { name: 'Add country' }).click();
  await page.getByLabel('Country code').last().fill('nl');
  await page.getByLabel('Percent of rate 1 of Netherlands').fill('21');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByText('Settings saved').first()).toBeVisible();

  await visit(page, `${addresses.admin}/settings/changes`, 'History of settings');
  const change = page.getByRole('row').filter({ hasText: 'Tax rates' }).first();
  await expect(change).toContainText('NL');
  await expect(change).toContainText('You');
});
