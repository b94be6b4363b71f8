import { expect } from '@playwright/test';
import { addresses } from '../addresses.ts';
import { bearer, call, checkout, freshCode, freshEmail, get, newCart, newProduct, tenthOff } from '../shop.ts';
import { look } from './look.ts';
import { addToCart, arrive, checkOut, confirmedOrder, fillCheckout, payWith, signIn } from './pages.ts';
import { test } from './test.ts';

test('staff make a code in the back office', async ({ page }) => {
  const product = await newProduct({ onHand: 20, amountMinor: 5_000 });
  const code = freshCode();
  await signIn(page, 'catalog', { path: '/promotions', title: 'Promotions' });
  await page.getByRole('link', { name: 'New promotion' }).first().click();
  await arrive(page, 'New promotion');
  await page.getByRole('button', { name: 'Create promotion' }).click();
  await expect(page.getByLabel('Name')).toBeFocused();
  await page.getByLabel('Name').fill('A tenth off');
  await page.getByLabel('Code').first().fill(code);
  for (const kind of ['Buy some, get some', 'Percentage by tiers', 'Fixed amount', 'Percentage']) {
    await page.getByLabel('Kind').selectOption(kind);
  }
  await page.getByLabel('Counts for').selectOption('Products');
  await page.getByLabel('Find a product to add').fill(product.title);
  await page.getByRole('list', { name: 'Products found' }).getByRole('button', { name: product.title }).click();
  await expect(page.getByRole('list', { name: 'Chosen products' })).toContainText(product.title);
  await page.getByLabel('Uses in all').fill('1');
  await look(page);
  await page.getByRole('button', { name: 'Create promotion' }).click();
  await arrive(page, 'A tenth off');
  await expect(page.getByText('10% off')).toBeVisible();
  await page.goto(`${addresses.admin}/promotions?query=${code}`);
  await expect(page.getByRole('row').filter({ hasText: code })).toContainText('0 of 1');
});

test('a guest buys with a code, and sees what it took off', async ({ page }) => {
  const product = await newProduct({ onHand: 20, amountMinor: 5_000 });
  const { id: promotionId, code } = await tenthOff(product.id);
  await addToCart(page, product);
  await page.getByRole('link', { name: 'View cart' }).click();
  const field = page.getByLabel('Promotion code');
  await field.fill('nonsense');
  await field.press('Enter');
  await expect(page.getByRole('complementary').getByText('This code is not one that we know.')).toBeVisible();
  await expect(field).toBeFocused();
  await field.fill(code.toLowerCase());
  await field.press('Enter');
  await expect(page.getByRole('list', { name: 'Promotions' })).toContainText('−$5.00');
  await expect(page.getByText(`Discount (${code})`)).toBeVisible();
  await look(page);
  await page.getByRole('button', { name: `Remove ${code}` }).click();
  await expect(page.getByText(`Discount (${code})`)).toBeHidden();
  await checkOut(page);
  await page.getByLabel('Promotion code').fill(code);
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect(page.getByRole('list', { name: 'Promotions' })).toContainText('−$5.00');
  await fillCheckout(page, freshEmail('coded'));
  await payWith(page, '4242 4242 4242 4242');
  const { id } = await confirmedOrder(page);
  await expect(page.getByText(`Discount (${code})`)).toBeVisible();
  const order = await get<{ totals: { discount: { amountMinor: number } } }>(`/admin/orders/${id}`, await bearer('admin'));
  expect(order.totals.discount.amountMinor).toBe(500);
  expect(await get(`/admin/promotions/${promotionId}`, await bearer('admin'))).toMatchObject({ uses: 1 });
});

test('what changes between cart and order is told before one pays', async ({ page }) => {
  const product = await newProduct({ onHand: 20, amountMinor: 5_000 });
  const variant = product.variants[0];
  if (!variant) throw new Error('no variant');
  await addToCart(page, product);
  await checkOut(page);
  const price = { amountMinor: 6_000, currency: 'USD' };
  expect((await call('PATCH', `/admin/variants/${variant.id}`, { body: { price }, headers: await bearer('catalog') })).status).toBe(200);
  await fillCheckout(page, freshEmail('surprised'));
  await expect(page.getByText('The price has changed')).toBeVisible();
  await expect(page.getByText('Before tax it was $55.99 when you looked, and is $65.99 now.')).toBeVisible();
});

test('a code that somebody else has used up is told with the totals of now, and the next try is taken at these', async ({ page }) => {
  const product = await newProduct({ onHand: 20, amountMinor: 5_000 });
  const { id: promotionId, code } = await tenthOff(product.id);
  await addToCart(page, product);
  await checkOut(page);
  await page.getByLabel('Promotion code').fill(code);
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect(page.getByRole('list', { name: 'Promotions' })).toContainText('−$5.00');
  const faster = await newCart([{ variantId: product.variants[0]?.id ?? '', quantity: 1 }]);
  expect((await call('POST', `/carts/${faster.id}/promotions`, { body: { code }, headers: faster.headers })).status).toBe(200);
  expect((await checkout(faster)).status).toBe(201);
  expect(await get(`/admin/promotions/${promotionId}`, await bearer('admin'))).toMatchObject({ uses: 1 });

  await page.getByLabel('Email').fill(freshEmail('slower'));
  await page.getByLabel('Full name').fill('Ada Byron');
  await page.getByLabel('Street and number').fill('12 Harbour Street');
  await page.getByLabel('City').fill('Portland');
  await page.getByLabel('State').fill('OR');
  await page.getByLabel('ZIP code').fill('97201');
  const review = page.getByRole('button', { name: 'Review and pay' });
  await review.click();
  const told = page.locator(':focus');
  await expect(told).toContainText('The price has changed');
  await expect(told).toContainText('has been used up');
  await expect(told).toContainText('Total$55.99');
  await look(page);
  await review.click();
  await arrive(page, 'Review and pay');
  await expect(page.getByRole('button', { name: 'Pay $55.99' })).toBeVisible();
});

test('staff keep groups of customers', async ({ page }) => {
  await signIn(page, 'catalog', { path: '/promotions/groups', title: 'Customer groups' });
  await page.getByRole('button', { name: 'New group' }).click();
  const dialog = page.getByRole('dialog');
  const name = `Friends ${Date.now()}`;
  await dialog.getByLabel('Name').fill(name);
  await dialog.getByLabel('Members').fill('ada@example.test\ngrace@example.test');
  await look(page);
  await dialog.getByRole('button', { name: 'Save group' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('row').filter({ hasText: name })).toContainText('2');
  await look(page);
});
