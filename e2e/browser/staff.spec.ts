import { expect } from '@playwright/test';
import { addresses } from '../addresses.ts';
import { sentMails } from '../mailbox.ts';
import { buy, chargesOf, eventually, freshEmail, get, newProduct, stockOf, untilOrder } from '../shop.ts';
import { pressOn, tabTo, type } from './keys.ts';
import { look } from './look.ts';
import { arrive, enter, signIn, visit } from './pages.ts';
import { test } from './test.ts';

test('by the keyboard alone staff ship an order in two parcels and refund a part of it, and the customer hears of each once', async ({
  page,
}) => {
  const product = await newProduct({ onHand: 10, amountMinor: 3_000 });
  const email = freshEmail('served');
  const bought = await buy(product.variants[0]?.id ?? '', 2, { email });
  const order = await untilOrder(bought.body.order, { status: 'confirmed', paymentStatus: 'paid' });
  const total = order.totals.total.amountMinor;
  const states = page.locator('main').getByRole('heading', { level: 1 }).locator('xpath=following-sibling::*');
  const dialog = page.getByRole('dialog');

  await signIn(page, 'warehouse', { path: '/orders', title: 'Orders' });
  await type(page, page.getByLabel('Order number or email'), order.number);
  await expect(page).toHaveURL(new RegExp(order.number));
  await expect(page.getByRole('row').getByRole('link')).toHaveText([order.number]);
  await look(page);
  await pressOn(page, page.getByRole('link', { name: order.number }));
  await arrive(page, `Order ${order.number}`);
  // A warehouse refunds nothing: it is not even offered.
  await expect(page.getByRole('button', { name: 'Refund', exact: true })).toHaveCount(0);
  const fulfil = page.getByRole('button', { name: 'Fulfil', exact: true });
  await pressOn(page, fulfil);
  await expect(dialog).toBeVisible();
  await look(page);
  await page.keyboard.press('Escape');
  await expect(fulfil).toBeFocused();
  await page.keyboard.press('Enter');
  await pressOn(page, dialog.getByRole('button', { name: `One less of ${product.title}` }));
  await type(page, dialog.getByRole('combobox', { name: 'Carrier' }), 'Harbour Post');
  await type(page, dialog.getByLabel('Tracking number'), 'HP-4711');
  await pressOn(page, dialog.getByRole('button', { name: 'Fulfil', exact: true }));
  await expect(dialog).toBeHidden();
  await expect(fulfil).toBeFocused();
  await expect(states).toContainText('Partly shipped');
  const parcel = page.getByRole('listitem').filter({ hasText: 'Parcel 1 · Harbour Post' });
  await expect(parcel).toContainText('HP-4711');
  await expect(parcel).toContainText(`1 × ${product.title}`);
  await expect(page.getByText('1 piece · Harbour Post · HP-4711')).toBeVisible();
  await look(page);
  const shipped = await untilOrder(bought.body.order, { fulfilmentStatus: 'partial' });
  expect(shipped.shipments).toMatchObject([{ carrier: 'Harbour Post', trackingNumber: 'HP-4711', items: [{ quantity: 1 }] }]);
  const first = [`Order ${order.number} is confirmed`, `A part of order ${order.number} is on its way`];
  const [, shipping] = await sentMails(email, first);
  expect(shipping?.text).toMatch(new RegExp(`1 × ${product.title}.*: \\$30\\.00`));
  expect(shipping?.text).toContain('Harbour Post\nTracking number HP-4711');

  await pressOn(page, fulfil);
  await pressOn(page, dialog.getByRole('button', { name: 'Fulfil', exact: true }));
  await expect(dialog).toBeHidden();
  await expect(states).toContainText('Shipped');
  await expect(page.getByRole('listitem').filter({ hasText: 'Parcel 2' })).toContainText(`1 × ${product.title}`);
  await look(page);
  const subjects = [...first, `Order ${order.number} is on its way`];
  await sentMails(email, subjects);

  await signIn(page, 'finance', { path: `/orders/${order.id}`, title: `Order ${order.number}` });
  await pressOn(page, page.getByRole('button', { name: 'Refund', exact: true }));
  await tabTo(page, dialog.getByRole('radio', { name: 'All that is left' }));
  await look(page);
  for (const way of ['An amount', 'Items']) {
    await page.keyboard.press('ArrowDown');
    await expect(dialog.getByRole('radio', { name: way })).toBeChecked();
    await look(page);
  }
  await page.keyboard.press('ArrowUp');
  await pressOn(page, dialog.getByRole('button', { name: 'Refund', exact: true }));
  await expect(dialog.getByLabel('Amount in USD')).toBeFocused();
  await page.keyboard.type('12.34');
  await type(page, dialog.getByLabel('Reason'), 'The box was dented');
  await pressOn(page, dialog.getByRole('button', { name: 'Refund', exact: true }));
  await expect(dialog).toBeHidden();
  const refunded = await untilOrder(bought.body.order, { paymentStatus: 'partially_refunded' });
  expect(refunded.totals).toMatchObject({ total: { amountMinor: total }, refunded: { amountMinor: 1_234 } });
  expect(await chargesOf(order.id)).toMatchObject([{ amount: total, amountRefunded: 1_234 }]);
  await expect(states).toContainText('Partly refunded');
  await expect(page.getByText('$12.34 · The box was dented')).toBeVisible();
  await expect(page.getByRole('definition').filter({ hasText: '-$12.34' })).toBeVisible();
  await look(page);
  const [, , , refund] = await sentMails(email, [...subjects, `We paid back $12.34 of order ${order.number}`]);
  expect(refund?.text).toMatch(/Paid back with this: +\$12\.34\nPaid back in all: +\$12\.34\n/);

  await visit(page, `${addresses.admin}/payments`, 'Payments');
  await expect(page.getByRole('row').filter({ hasText: order.number })).toContainText('$12.34');
});

test('support cancels an order: money and stock go back', async ({ page }) => {
  const product = await newProduct({ onHand: 5 });
  const email = freshEmail('cancelled');
  const bought = await buy(product.variants[0]?.id ?? '', 1, { email });
  const order = await untilOrder(bought.body.order, { paymentStatus: 'paid' });
  await signIn(page, 'support', { path: `/orders/${order.id}`, title: `Order ${order.number}` });
  await page.getByRole('button', { name: 'Cancel order' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Reason').fill('Ordered twice');
  await look(page);
  await dialog.getByRole('button', { name: 'Cancel order' }).click();
  await expect(dialog).toBeHidden();
  // Its button is gone with the order.
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await expect(page.getByText('Cancelled', { exact: true })).toBeVisible();
  await untilOrder(bought.body.order, { status: 'cancelled', paymentStatus: 'refunded' });
  await expect(page.getByText('Refunded', { exact: true }).first()).toBeVisible();
  await look(page);
  const subjects = ['confirmed', 'cancelled'].map((word) => `Order ${order.number} is ${word}`);
  const amount = `$${(order.totals.total.amountMinor / 100).toFixed(2)}`;
  const [, cancellation] = await sentMails(email, [...subjects, `We paid back ${amount} of order ${order.number}`]);
  expect(cancellation?.text).toContain(`We are paying back ${amount}`);
  expect(await stockOf(product.variants[0]?.sku ?? '')).toMatchObject({ onHand: 5, reserved: 0, available: 5 });
});

test('the catalogue’s editor makes a product with options and a picture, and changes its price and stock', async ({ page }) => {
  await signIn(page, 'catalog', { path: '/products', title: 'Products' });
  await page.getByRole('link', { name: 'New product' }).click();
  await arrive(page, 'New product');
  const title = `Storm lamp ${Date.now()}`;
  await page.getByRole('button', { name: 'Create product' }).click();
  await expect(page.getByLabel('Title')).toBeFocused();
  await look(page);
  await page.getByLabel('Title').fill(title);
  await page.getByLabel('Description', { exact: false }).first().fill('Burns in any wind.');
  await page.getByLabel('Status').selectOption({ label: 'Active' });

  const catalogue = await get<{ items: { image: { url: string } | null }[] }>('/products?limit=100');
  const url = catalogue.items.find(({ image }) => image !== null)?.image?.url ?? '';
  const picture = Buffer.from(await (await fetch(url)).arrayBuffer());
  await page.locator('input[type=file]').setInputFiles({ name: 'lamp.webp', mimeType: 'image/webp', buffer: picture });
  await page.getByLabel('Description of lamp.webp').fill('A lamp in a storm');
  await look(page);
  await page.getByRole('button', { name: 'Upload picture' }).click();
  await expect(page.getByRole('button', { name: 'Upload picture' })).toHaveCount(0);

  await page
    .getByRole('button', { name: /option/i })
    .first()
    .click();
  await page.getByLabel('Option', { exact: true }).fill('Size');
  await page.getByLabel('Values, with commas between').fill('Small, Large');
  await expect(page.getByLabel('SKU of Large')).toBeVisible();
  const sku = `LAMP-${Date.now()}`;
  await page.getByLabel('SKU of Small').fill(`${sku}-S`);
  await page.getByLabel('SKU of Large').fill(`${sku}-L`);
  await page.getByLabel('Price of Small', { exact: true }).fill('19.90');
  await page.getByLabel('Price of Large', { exact: true }).fill('24.90');
  await look(page);
  await page.getByRole('button', { name: 'Create product' }).click();
  await arrive(page, title);

  interface Found {
    readonly items: { slug: string; price: { amountMinor: number; currency: string }; image: { alt: string } | null }[];
  }
  const find = async () => (await get<Found>(`/products?query=${encodeURIComponent(title)}`)).items;
  const found = await eventually(async () => {
    const items = await find();
    expect(items).toMatchObject([{ price: { amountMinor: 1_990, currency: 'USD' }, image: { alt: 'A lamp in a storm' } }]);
    return items[0];
  });

  await page.getByLabel('Price of Small', { exact: true }).fill('21.50');
  await page.getByRole('button', { name: 'Save Small' }).click();
  await eventually(async () => expect(await find()).toMatchObject([{ price: { amountMinor: 2_150 } }]));
  const adjust = page.getByRole('button', { name: `Adjust stock of ${sku}-S` });
  await adjust.click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Change').fill('7');
  await dialog.getByLabel('Reason').fill('Delivered');
  await look(page);
  await dialog.getByRole('button', { name: 'Adjust stock' }).click();
  await expect(dialog).toBeHidden();
  await expect(adjust).toBeFocused();
  expect(await stockOf(`${sku}-S`)).toMatchObject({ onHand: 7, available: 7 });
  expect(await stockOf(`${sku}-L`)).toMatchObject({ onHand: 0 });

  // The static page of the storefront follows by itself.
  await eventually(async () => {
    const html = await (await fetch(`${addresses.storefront}/products/${found?.slug}`)).text();
    expect(html).toContain('21.50');
  });
});

test('a customer is not let into the back office, and each role sees its own part', async ({ page }) => {
  await page.goto(`${addresses.admin}/orders`);
  await arrive(page, 'Sign in');
  await enter(page, 'shopper');
  await expect(page.getByRole('alert').filter({ hasText: 'The back office is for staff' })).toBeFocused();
  await look(page);
  // Who signs in after all is led to where they wanted to go.
  await enter(page, 'admin');
  await arrive(page, 'Orders');
  await visit(page, addresses.admin, 'Dashboard');
  await visit(page, `${addresses.admin}/notifications`, 'Notifications');
  await visit(page, `${addresses.admin}/no/such/page`, 'There is no such page');
  await visit(page, `${addresses.admin}/products`, 'Products');
  const search = page.getByRole('button', { name: 'Search or jump to' });
  await search.focus();
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog', { name: 'Search or jump to' })).toBeVisible();
  await look(page);
  await page.keyboard.press('Escape');
  await expect(search).toBeFocused();

  await signIn(page, 'warehouse', { path: '/orders', title: 'Orders' });
  const main = page.getByRole('navigation', { name: 'Main' });
  await expect(main.getByRole('link', { name: 'Orders' })).toBeVisible();
  await expect(main.getByRole('link', { name: 'Payments' })).toHaveCount(0);
  await visit(page, `${addresses.admin}/payments`, 'This is not for your role');
});
