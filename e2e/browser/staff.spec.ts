import { expect, type Page, test } from '@playwright/test';
import { addresses } from '../addresses.ts';
import { buy, chargesOf, eventually, freshEmail, get, newProduct, stockOf, untilOrder } from '../shop.ts';
import { expectAccessible, theMail } from './pages.ts';

async function signIn(page: Page, name: string): Promise<void> {
  await page.context().clearCookies();
  await page.goto(`${addresses.admin}/sign-in`);
  await page.getByLabel('Email').fill(`${name}@tradewind.test`);
  await page.getByLabel('Password').fill('tradewind-demo');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).not.toHaveURL(/sign-in/);
}

test('staff fulfil an order in part and refund a part of it, and the customer hears of both once', async ({ page }) => {
  const product = await newProduct({ onHand: 10, amountMinor: 3_000 });
  const email = freshEmail('served');
  const bought = await buy(product.variants[0]?.id ?? '', 2, { email });
  const order = await untilOrder(bought.body.order, { status: 'confirmed', paymentStatus: 'paid' });

  await page.goto(`${addresses.admin}/sign-in`);
  await expectAccessible(page);
  await signIn(page, 'warehouse');
  await page.goto(`${addresses.admin}/orders`);
  await expect(page.getByRole('heading', { name: 'Orders', level: 1 })).toBeVisible();
  await page.getByLabel('Order number or email').fill(order.number);
  await expect(page).toHaveURL(new RegExp(order.number));
  await expectAccessible(page);
  await page.getByRole('link', { name: order.number }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(order.number);
  await expectAccessible(page);
  // A warehouse refunds nothing: it is not even offered.
  await expect(page.getByRole('button', { name: 'Refund', exact: true })).toHaveCount(0);
  await page.getByRole('button', { name: 'Fulfil', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await expectAccessible(page);
  await dialog
    .getByRole('button', { name: /One less of/ })
    .first()
    .click();
  await dialog.getByLabel('Carrier').fill('Harbour Post');
  await dialog.getByLabel('Tracking number').fill('HP-4711');
  await dialog.getByRole('button', { name: 'Fulfil', exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText('HP-4711', { exact: true })).toBeVisible();
  await untilOrder(bought.body.order, { fulfilmentStatus: 'partial' });

  await signIn(page, 'finance');
  await page.goto(`${addresses.admin}/orders/${order.id}`);
  await page.getByRole('button', { name: 'Refund', exact: true }).click();
  await dialog.getByRole('radio', { name: /An amount/ }).check();
  await expectAccessible(page);
  await dialog.getByLabel('Amount in USD').fill('12.34');
  await dialog.getByLabel('Reason').fill('The box was dented');
  await dialog.getByRole('button', { name: 'Refund', exact: true }).click();
  await expect(dialog).toBeHidden();
  const refunded = await untilOrder(bought.body.order, { paymentStatus: 'partially_refunded' });
  expect(refunded.totals.refunded.amountMinor).toBe(1_234);
  expect((await chargesOf(order.id))[0]?.amountRefunded).toBe(1_234);
  await page.goto(`${addresses.admin}/payments`);
  await expect(page.getByRole('heading', { name: 'Payments', level: 1 })).toBeVisible();
  await expectAccessible(page);

  await theMail(email, /confirm|thank/i);
  await theMail(email, /way|ship/i);
  await theMail(email, /paid back/i);
});

test('support cancels an order: money and stock go back', async ({ page }) => {
  const product = await newProduct({ onHand: 5 });
  const bought = await buy(product.variants[0]?.id ?? '', 1);
  const order = await untilOrder(bought.body.order, { paymentStatus: 'paid' });
  await signIn(page, 'support');
  await page.goto(`${addresses.admin}/orders/${order.id}`);
  await page.getByRole('button', { name: 'Cancel order' }).click();
  await page.getByRole('dialog').getByLabel('Reason').fill('Ordered twice');
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel order' }).click();
  await untilOrder(bought.body.order, { status: 'cancelled', paymentStatus: 'refunded' });
  await eventually(async () => expect(await stockOf(product.variants[0]?.sku ?? '')).toMatchObject({ onHand: 5, reserved: 0 }));
});

test('the catalogue’s editor makes a product with options and a picture, and changes its price and stock', async ({ page }) => {
  await signIn(page, 'catalog');
  await page.goto(`${addresses.admin}/products`);
  await expect(page.getByRole('heading', { name: 'Products', level: 1 })).toBeVisible();
  await expectAccessible(page);
  await page.goto(`${addresses.admin}/products/new`);
  const title = `Storm lamp ${Date.now()}`;
  await page.getByLabel('Title').fill(title);
  await page.getByLabel('Description', { exact: false }).first().fill('Burns in any wind.');
  await page.getByLabel('Status').selectOption({ label: 'Active' });

  const catalogue = await get<{ items: { image: { url: string } | null }[] }>('/products?limit=1');
  const picture = Buffer.from(await (await fetch(catalogue.items[0]?.image?.url ?? '')).arrayBuffer());
  await page.locator('input[type=file]').setInputFiles({ name: 'lamp.webp', mimeType: 'image/webp', buffer: picture });
  await page.getByLabel('Description of lamp.webp').fill('A lamp in a storm');
  await page.getByRole('button', { name: 'Upload picture' }).click();
  await expect(page.getByRole('button', { name: 'Upload picture' })).toHaveCount(0);

  await page
    .getByRole('button', { name: /option/i })
    .first()
    .click();
  await page.getByLabel('Option', { exact: true }).fill('Size');
  await page.getByLabel('Values, with commas between').fill('Small, Large');
  await expect(page.getByLabel('SKU of Large')).toBeVisible();
  await page.getByLabel('SKU of Small').fill(`LAMP-${Date.now()}-S`);
  await page.getByLabel('SKU of Large').fill(`LAMP-${Date.now()}-L`);
  await page.getByLabel('Price of Small', { exact: true }).fill('19.90');
  await page.getByLabel('Price of Large', { exact: true }).fill('24.90');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Create product' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(title);
  await expectAccessible(page);

  const found = await eventually(async () => {
    const { items } = await get<{ items: { slug: string; price: { amountMinor: number }; image: unknown }[] }>(
      `/products?query=${encodeURIComponent(title)}`,
    );
    expect(items[0]).toMatchObject({ price: { amountMinor: 1_990, currency: 'USD' } });
    return items[0];
  });
  expect(found?.image).not.toBeNull();

  await page.getByLabel('Price of Small', { exact: true }).fill('21.50');
  await page.getByRole('button', { name: 'Save prices of Small' }).click();
  await eventually(async () => {
    const { items } = await get<{ items: { price: { amountMinor: number } }[] }>(`/products?query=${encodeURIComponent(title)}`);
    expect(items[0]?.price.amountMinor).toBe(2_150);
  });
  await page.getByRole('button', { name: /^Adjust stock of LAMP-\d+-S$/ }).click();
  await expectAccessible(page);
  await page.getByRole('dialog').getByLabel('Change').fill('7');
  await page.getByRole('dialog').getByLabel('Reason').fill('Delivered');
  await page.getByRole('dialog').getByRole('button', { name: 'Adjust stock' }).click();
  await expect(page.getByRole('dialog')).toBeHidden();

  // The static page of the storefront follows by itself.
  await eventually(async () => {
    const html = await (await fetch(`${addresses.storefront}/products/${found?.slug}`)).text();
    expect(html).toContain('21.50');
  });
});

test('a customer is not let into the back office, and each role sees its own part', async ({ page }) => {
  await page.goto(`${addresses.admin}/sign-in`);
  await page.getByLabel('Email').fill('shopper@tradewind.test');
  await page.getByLabel('Password').fill('tradewind-demo');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert').first()).toBeVisible();
  await page.goto(`${addresses.admin}/orders`);
  await expect(page).toHaveURL(/sign-in/);

  await signIn(page, 'admin');
  await page.goto(addresses.admin);
  await expect(page.getByRole('heading', { name: 'Dashboard', level: 1 })).toBeVisible();
  await expectAccessible(page);
  await page.goto(`${addresses.admin}/notifications`);
  await expect(page.getByRole('heading', { name: 'Notifications', level: 1 })).toBeVisible();
  await expectAccessible(page);

  await signIn(page, 'warehouse');
  const main = page.getByRole('navigation', { name: 'Main' });
  await expect(main.getByRole('link', { name: 'Orders' })).toBeVisible();
  await expect(main.getByRole('link', { name: 'Payments' })).toHaveCount(0);
});
