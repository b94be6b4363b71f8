import { expect, test } from '@playwright/test';
import { addresses } from '../addresses.ts';
import { chargesOf, eventually, freshEmail, newProduct, stockOf } from '../shop.ts';
import { addToCart, confirmedOrder, expectAccessible, fillCard, fillCheckout, pay, theMail } from './pages.ts';

test('home, a category, search and a wrong address are open to everybody', async ({ page }) => {
  await page.goto(addresses.storefront);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expectAccessible(page);

  const category = page.getByRole('navigation', { name: 'Categories' }).getByRole('link').first();
  await category.click();
  await expect(page.getByRole('region', { name: 'Products' }).getByRole('link').first()).toBeVisible();
  await expectAccessible(page);

  await page.goto(`${addresses.storefront}/search?query=lantern`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expectAccessible(page);

  await page.goto(`${addresses.storefront}/no/such/page`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expectAccessible(page);
});

test('a guest buys a product and gets one confirmation', async ({ page }) => {
  const product = await newProduct({ onHand: 20 });
  const sku = product.variants[0]?.sku ?? '';
  await addToCart(page, product.slug);
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Check out' }).click();
  const email = freshEmail('browser');
  await fillCheckout(page, email);
  await fillCard(page, '4242 4242 4242 4242');
  await expectAccessible(page);
  await pay(page);
  const number = await confirmedOrder(page);
  await expect(page.getByText('Confirmed', { exact: true }).first()).toBeVisible();
  await expectAccessible(page);

  const mail = await theMail(email, new RegExp(number));
  expect(mail.text).toContain(product.title);
  const orderId = /ord_[0-9a-z]{26}/.exec(page.url())?.[0] ?? '';
  expect(await chargesOf(orderId)).toHaveLength(1);
  await eventually(async () => expect(await stockOf(sku)).toMatchObject({ onHand: 19, reserved: 0, available: 19 }));

  // The link in the mail opens the order for whoever has it, and nobody else.
  const link = /https?:\/\/\S+\/orders\/\S+/.exec(mail.text)?.[0] ?? '';
  await page.context().clearCookies();
  await page.goto(link);
  await expect(page.getByText(`Order ${number}`)).toBeVisible();
  await page.goto(`${addresses.storefront}/orders/${orderId}`);
  await expect(page.getByRole('heading', { name: 'There is no such order here' })).toBeVisible();
  await expectAccessible(page);
});

test('a declined card says why, and leaves cart and stock as they were', async ({ page }) => {
  const product = await newProduct({ onHand: 3 });
  const sku = product.variants[0]?.sku ?? '';
  await addToCart(page, product.slug);
  await page.getByRole('link', { name: 'Check out' }).click();
  await fillCheckout(page, freshEmail('declined'));
  await fillCard(page, '4000 0000 0000 9995');
  await pay(page);
  const alert = page.getByRole('alert').filter({ hasText: 'The payment did not go through' });
  await expect(alert).toBeVisible();
  await expect(alert).toContainText(/funds/i);
  await expect(alert).toBeFocused();
  await expectAccessible(page);

  await page.goto(`${addresses.storefront}/cart`);
  await expect(page.getByRole('list', { name: 'Items in your cart' }).getByRole('listitem')).toHaveCount(1);
  await expectAccessible(page);
  expect(await stockOf(sku)).toMatchObject({ onHand: 3 });

  // Another card on the same order pays it, once.
  await page.goto(`${addresses.storefront}/checkout`);
  await fillCheckout(page, freshEmail('declined-then-paid'));
  await fillCard(page, '4242 4242 4242 4242');
  await pay(page);
  await confirmedOrder(page);
  await eventually(async () => expect(await stockOf(sku)).toMatchObject({ onHand: 2, reserved: 0, available: 2 }));
});
