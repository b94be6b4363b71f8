import { expect } from '@playwright/test';
import { sentMails, untilQuiet } from '../mailbox.ts';
import { bearer, buy, call, chargesOf, eventually, freshEmail, get, newProduct, ordersOf, stockOf, untilOrder } from '../shop.ts';
import { look, phone } from './look.ts';
import { addToCart, arrive, cardFrame, checkOut, confirmedOrder, fillCheckout, payWith, refusal, visit } from './pages.ts';
import { test } from './test.ts';

test('home, a category, search and a wrong address are open to everybody', async ({ page }) => {
  await visit(page, '/', 'Good things, carried to your door.');
  const category = page.getByRole('navigation', { name: 'Categories' }).getByRole('link').first();
  const name = (await category.textContent()) ?? '';
  await category.click();
  await expect(page.getByRole('region', { name: 'Products' }).getByRole('link').first()).toBeVisible();
  await arrive(page, name);
  await visit(page, '/search?query=lantern', /lantern/);
  await visit(page, '/no/such/page', 'This page has sailed');
});

test('the menu, the suggestions and the large picture are open to everybody too', async ({ page }) => {
  await visit(page, '/', 'Good things, carried to your door.');
  await page.getByRole('combobox', { name: 'Search the shop' }).fill('lamp');
  await expect(page.getByRole('option').first()).toBeVisible();
  await look(page);

  await page.setViewportSize(phone);
  await page.getByRole('button', { name: 'Menu' }).click();
  await expect(page.getByRole('dialog', { name: 'Menu' }).getByRole('link').first()).toBeVisible();
  await look(page);

  const { items } = await get<{ items: { slug: string; title: string; image: unknown }[] }>('/products?limit=100');
  const pictured = items.find(({ image }) => image !== null);
  if (!pictured) throw new Error('no product has a picture');
  await visit(page, `/products/${pictured.slug}`, pictured.title);
  const enlarge = page.getByRole('button', { name: `Enlarge the picture of ${pictured.title}` });
  await enlarge.click();
  await expect(page.getByRole('dialog', { name: pictured.title }).getByRole('img')).toBeVisible();
  await look(page);
  await page.keyboard.press('Escape');
  await expect(enlarge).toBeFocused();
});

test('a guest cancels an order before it is packed', async ({ page }) => {
  const product = await newProduct({ onHand: 5 });
  const email = freshEmail('changed-mind');
  const { order } = (await buy(product.variants[0]?.id ?? '', 1, { email })).body;
  await untilOrder(order, { paymentStatus: 'paid' });
  await visit(page, `/orders/${order.id}?token=${order.token}`, 'Thank you for your order');
  await page.getByRole('button', { name: 'Cancel order' }).click();
  const dialog = page.getByRole('dialog', { name: `Cancel order ${order.number}?` });
  await expect(dialog).toBeVisible();
  await look(page);
  await dialog.getByRole('button', { name: 'Cancel order' }).click();
  await expect(page.getByText('Cancelled and refunded', { exact: true })).toBeVisible();
  await arrive(page, 'This order was cancelled');
  const amount = `$${(order.totals.total.amountMinor / 100).toFixed(2)}`;
  const subjects = [
    `Order ${order.number} is confirmed`,
    `Order ${order.number} is cancelled`,
    `We paid back ${amount} of order ${order.number}`,
  ];
  await sentMails(email, subjects);
  expect(await stockOf(product.variants[0]?.sku ?? '')).toMatchObject({ onHand: 5, reserved: 0, available: 5 });
});

test('a guest buys a product and gets one confirmation', async ({ page }) => {
  const product = await newProduct({ onHand: 20, amountMinor: 2_345 });
  const sku = product.variants[0]?.sku ?? '';
  await addToCart(page, product);
  await look(page);
  await checkOut(page);
  const email = freshEmail('browser');
  await fillCheckout(page, email);
  // The processor's frame follows the page into the dark and back.
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    await expect(cardFrame(page).locator('html')).toHaveAttribute('data-theme', colorScheme);
  }
  const asked = (await page.getByRole('button', { name: /^Pay \$/ }).textContent())?.replace('Pay ', '') ?? '';
  await payWith(page, '4242 4242 4242 4242');
  const { number, id } = await confirmedOrder(page);
  await expect(page.getByRole('button', { name: 'Cart, empty' })).toBeVisible();

  const [charge, ...more] = await chargesOf(id);
  expect(more).toEqual([]);
  expect(charge?.amount).toBe(Number(asked.replaceAll(/\D/g, '')));
  const [confirmation] = await sentMails(email, [`Order ${number} is confirmed`]);
  expect(confirmation?.text).toMatch(new RegExp(`1 × ${product.title}.*: \\$23\\.45`));
  expect(confirmation?.text).toContain(asked);
  expect(await stockOf(sku)).toMatchObject({ onHand: 19, reserved: 0, available: 19 });

  // The page follows the order by itself.
  const item = (await ordersOf(email))[0]?.items[0];
  await call('POST', `/admin/orders/${id}/fulfilments`, {
    headers: await bearer('warehouse'),
    body: { items: [{ itemId: item?.id, quantity: 1 }], carrier: 'Harbour Post' },
  });
  await expect(page.getByText('On its way', { exact: true })).toBeVisible();

  // The link in the mail opens the order for whoever has it, and nobody else.
  const link = new URL(/https?:\/\/\S+\/orders\/\S+/.exec(confirmation?.text ?? '')?.[0] ?? '');
  await page.context().clearCookies();
  await page.goto(link.href);
  await expect(page.getByText(`Order ${number}`)).toBeVisible();
  await arrive(page, 'Your order');
  const another = await buy(product.variants[0]?.id ?? '');
  for (const path of [`/orders/${id}`, `/orders/${another.body.order.id}${link.search}`]) {
    await visit(page, path, 'There is no such order here');
    await expect(page.getByText(product.title)).toHaveCount(0);
  }
});

test('a declined card says why, and leaves cart and stock as they were', async ({ page }) => {
  const product = await newProduct({ onHand: 5 });
  const sku = product.variants[0]?.sku ?? '';
  const before = await stockOf(sku);
  const drawer = await addToCart(page, product);
  await drawer.getByRole('button', { name: `One more of ${product.title}` }).click();
  await expect(drawer.getByText('$39.98').first()).toBeVisible();
  await checkOut(page);
  const email = freshEmail('declined');
  await fillCheckout(page, email);
  const held = await stockOf(sku);
  await payWith(page, '4000 0000 0000 9995');
  const alert = await refusal(page);
  await expect(cardFrame(page).getByLabel('Card number')).toHaveValue('4000 0000 0000 9995');
  await expect(alert).toContainText('Your card has not enough funds for this. Nothing was charged. Please try another card.');

  await untilQuiet();
  const [order, ...others] = await ordersOf(email);
  expect(others).toEqual([]);
  expect(order).toMatchObject({ status: 'pending', paymentStatus: 'failed' });
  expect(await chargesOf(order?.id ?? '')).toEqual([]);
  expect(await sentMails(email, [])).toEqual([]);
  // The order that may still be paid with another card holds what it held.
  expect(await stockOf(sku)).toEqual(held);

  await visit(page, '/cart', 'Your cart');
  const lines = page.getByRole('list', { name: 'Items in your cart' });
  await expect(lines.getByRole('listitem')).toHaveCount(1);
  await expect(lines.getByRole('textbox', { name: `Quantity of ${product.title}` })).toHaveValue('2');
  // Who changes the cart gives that order up.
  await lines.getByRole('button', { name: `One less of ${product.title}` }).click();
  await eventually(async () => expect(await stockOf(sku)).toEqual(before));

  await checkOut(page);
  const second = freshEmail('declined-then-paid');
  await fillCheckout(page, second);
  await payWith(page, '4242 4242 4242 4242');
  const { number, id } = await confirmedOrder(page);
  expect(await chargesOf(id)).toHaveLength(1);
  await sentMails(second, [`Order ${number} is confirmed`]);
  expect(await stockOf(sku)).toMatchObject({ onHand: 4, reserved: 0, available: 4 });
});
