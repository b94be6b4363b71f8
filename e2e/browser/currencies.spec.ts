import { expect } from '@playwright/test';
import { bearer, call, freshEmail, newProduct } from '../shop.ts';
import { look } from './look.ts';
import { addToCart, arrive, checkOut, fillCheckout, visit } from './pages.ts';
import { test } from './test.ts';

test('a guest pays in another currency where everything in the cart is sold in it', async ({ page }) => {
  const product = await newProduct({ onHand: 20, amountMinor: 5_000 });
  const variant = product.variants[0];
  if (!variant) throw new Error('no variant');
  const prices = [{ amountMinor: 4_600, currency: 'EUR' }];
  expect((await call('PATCH', `/admin/variants/${variant.id}`, { body: { prices }, headers: await bearer('catalog') })).status).toBe(200);
  await addToCart(page, product);
  await page.getByRole('link', { name: 'View cart' }).click();
  await arrive(page, 'Your cart');
  const currency = page.getByRole('complementary').getByLabel('Currency');
  await currency.selectOption('JPY');
  await expect(page.getByRole('complementary').getByText(/is not one that .* is sold in/)).toBeVisible();
  await expect(currency).toHaveValue('USD');
  await look(page);
  await currency.selectOption('EUR');
  await expect(page.getByRole('complementary').getByText('€46.00').first()).toBeVisible();
  await checkOut(page);
  await fillCheckout(page, freshEmail('euros'));
  await expect(page.getByRole('button', { name: 'Pay €51.49' })).toBeVisible();
});

test('a shopper chooses a currency before there is a cart, and it stays', async ({ page }) => {
  const product = await newProduct({ onHand: 20, amountMinor: 5_000 });
  const other = await newProduct({ onHand: 20, amountMinor: 7_000 });
  const body = { prices: [{ amountMinor: 4_600, currency: 'EUR' }] };
  const variantId = product.variants[0]?.id;
  expect((await call('PATCH', `/admin/variants/${variantId}`, { body, headers: await bearer('catalog') })).status).toBe(200);
  await visit(page, `/products/${other.slug}`, other.title);
  await page.getByRole('contentinfo').getByLabel('Currency').selectOption('EUR');
  await expect(page.locator('main').getByText('$70.00').first()).toBeVisible();
  await visit(page, `/search?query=${encodeURIComponent(product.title)}`, /./);
  await expect(page.getByRole('article').filter({ hasText: product.title })).toContainText('€46.00');
  await expect(page.getByRole('contentinfo').getByLabel('Currency')).toHaveValue('EUR');
  const drawer = await addToCart(page, product);
  await expect(drawer).toContainText('€46.00');
});
