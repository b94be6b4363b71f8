import { expect, type Page } from '@playwright/test';
import { sentMails } from '../mailbox.ts';
import { bearer, call, chargesOf, eventually, freshEmail, get, newProduct, stockOf } from '../shop.ts';
import { pressOn, type } from './keys.ts';
import { look } from './look.ts';
import { arrive, cardFrame, confirmedOrder, payWith, refusal, signIn, visit } from './pages.ts';
import { test } from './test.ts';

/** What the cheapest way of delivery is called, with its price. */
const standard = async (page: Page) =>
  (await page
    .getByLabel('Delivery')
    .getByRole('option', { name: /^Standard/ })
    .textContent()) ?? '';

/** A draft that staff have sent. @returns its order, and the link out of the mail about it */
async function sendDraft(email: string, lines: readonly object[]): Promise<{ number: string; link: string }> {
  const headers = await bearer('support');
  const shippingAddress = {
    name: 'Ada Byron',
    line1: '12 Harbour Street',
    city: 'Portland',
    region: 'OR',
    postalCode: '97201',
    country: 'US',
  };
  const content = { currency: 'USD', email, shippingAddress, shippingOptionId: 'standard', lines };
  const made = await call<{ id: string; version: number; pricing: { totals: { total: object } } }>('POST', '/admin/drafts', {
    headers,
    body: content,
  });
  const { id: draftId, version, pricing } = made.body;
  const body = { version, expectedTotal: pricing.totals.total };
  const sent = await call<{ number: string }>('POST', `/admin/drafts/${draftId}/order`, { headers, body });
  expect(sent.status).toBe(201);
  const { number } = sent.body;
  return { number, link: await linkIn(email, number) };
}

async function linkIn(email: string, number: string): Promise<string> {
  const [mail] = await sentMails(email, [`Order ${number} is ready to be paid for`]);
  return /http\S+\/pay\?token=\S+/.exec(mail?.text ?? '')?.[0] ?? '';
}

test('support puts an order together with the keyboard, and sends it', async ({ page }) => {
  const lamp = await newProduct({ onHand: 10, amountMinor: 3_000 });
  const rug = await newProduct({ onHand: 4, amountMinor: 1_000 });
  const email = freshEmail('drafted');
  await signIn(page, 'support', { path: '/orders/drafts', title: 'Draft orders' });
  await pressOn(page, page.getByRole('link', { name: 'New draft' }).first());
  await arrive(page, 'New draft order');
  for (const { title } of [lamp, rug]) {
    // A product is found a moment after it was made.
    await eventually(async () => {
      const found = await get<{ total: number }>(`/products?query=${encodeURIComponent(title)}`);
      expect(found.total).toBeGreaterThan(0);
    });
    await type(page, page.getByRole('searchbox', { name: 'Find a product to add' }), title);
    await pressOn(page, page.getByRole('button', { name: `Add ${title}` }));
    await expect(page.getByRole('group', { name: `Quantity of ${title}` })).toBeVisible();
    await page.getByRole('searchbox', { name: 'Find a product to add' }).fill('');
  }
  await pressOn(page, page.getByRole('button', { name: `One more of ${rug.title}` }));
  await page.getByLabel(`Own price of ${lamp.title}`).fill('25');
  await pressOn(page, page.getByRole('button', { name: 'Save draft' }));
  await expect(page.getByText('Say why it is another price')).toBeVisible();
  await expect(page.getByLabel(`Why ${lamp.title}`)).toBeFocused();
  await look(page);
  await page.keyboard.type('A scratch');
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Name', { exact: true }).fill('Ada Byron');
  await page.getByLabel('Street and number').fill('12 Harbour Street');
  await page.getByLabel('City').fill('Portland');
  await page.getByLabel('State or region').fill('OR');
  await page.getByLabel('Postal code').fill('97201');
  await expect(page.getByLabel('Delivery').getByRole('option', { name: /^Standard/ })).toBeAttached();
  await page.getByLabel('Delivery').selectOption({ label: await standard(page) });
  // 25.00 for the lamp, 2 × 10.00 for the rug, and the delivery; no tax in Oregon.
  await expect(page.getByText('$50.99')).toBeVisible();
  await pressOn(page, page.getByRole('button', { name: 'Save draft' }));
  await arrive(page, 'Draft order');
  const path = new URL(page.url()).pathname;
  expect(await stockOf(lamp.variants[0]?.sku ?? '')).toMatchObject({ reserved: 0 });
  await expect(page.getByText('$50.99')).toBeVisible();
  await pressOn(page, page.getByRole('button', { name: 'Send to customer' }));
  await arrive(page, /^Order TW-/);
  await expect(page.getByText('Customer asked to pay by link')).toBeVisible();
  const number = /TW-\d+/.exec((await page.getByRole('heading', { level: 1 }).textContent()) ?? '')?.[0] ?? '';
  expect(await stockOf(rug.variants[0]?.sku ?? '')).toMatchObject({ reserved: 2 });
  expect(await linkIn(email, number)).toContain('/pay?token=');
  await page.goto(new URL(path, page.url()).href);
  await arrive(page, 'Draft order');
  await expect(page.getByText('$25.00: A scratch')).toBeVisible();
});

test('its customer pays by the link in the mail, with a second card', async ({ page }) => {
  const lamp = await newProduct({ onHand: 10, amountMinor: 3_000 });
  const email = freshEmail('linked');
  const ownPrice = { amountMinor: 2_500, reason: 'A scratch' };
  const { number, link } = await sendDraft(email, [{ variantId: lamp.variants[0]?.id, quantity: 1, ownPrice }]);
  await page.goto(link);
  await expect(cardFrame(page).getByLabel('Card number')).toBeVisible();
  await arrive(page, `Pay for order ${number}`);
  await payWith(page, '4000000000000002');
  await refusal(page);
  await payWith(page, '4242424242424242');
  const { id } = await confirmedOrder(page);
  expect(await chargesOf(id)).toMatchObject([{ amount: 3_099 }]);
  await eventually(async () => expect(await stockOf(lamp.variants[0]?.sku ?? '')).toMatchObject({ onHand: 9, reserved: 0 }));
  await sentMails(email, [`Order ${number} is ready to be paid for`, `Order ${number} is confirmed`]);
});

test('a draft that somebody else has changed is not overwritten, and may be discarded', async ({ page }) => {
  const headers = await bearer('support');
  const made = await call<{ id: string; version: number }>('POST', '/admin/drafts', { headers, body: { currency: 'USD' } });
  const path = `/orders/drafts/${made.body.id}`;
  await signIn(page, 'support', { path, title: 'Draft order' });
  const other = { currency: 'USD', email: 'grace@example.com', version: made.body.version };
  expect((await call('PUT', `/admin/drafts/${made.body.id}`, { headers, body: other })).status).toBe(200);
  await page.getByLabel('Email').fill(freshEmail('late'));
  await page.getByRole('button', { name: 'Save draft' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'It was not saved' })).toBeFocused();
  await look(page);
  await page.getByRole('button', { name: 'Take up what it is now' }).click();
  await expect(page.getByLabel('Email')).toHaveValue('grace@example.com');
  await page.getByRole('button', { name: 'Discard' }).click();
  await look(page);
  await page.getByRole('button', { name: 'Discard draft' }).click();
  await arrive(page, 'Draft orders');
  await visit(page, page.url().replace(/\/orders.*/, path), 'There is no such draft');
});

test('an order that is not paid for by its link can be cancelled by whoever has it', async ({ page }) => {
  const product = await newProduct({ onHand: 3, amountMinor: 2_000 });
  const email = freshEmail('unpaid');
  const { number, link } = await sendDraft(email, [{ variantId: product.variants[0]?.id, quantity: 1 }]);
  await visit(page, link.replace('/pay?', '?'), 'Your order waits for its payment');
  await page.getByRole('link', { name: /^Pay / }).click();
  await arrive(page, `Pay for order ${number}`);
  await page.goBack();
  await arrive(page, 'Your order waits for its payment');
  await page.getByRole('button', { name: 'Cancel order' }).click();
  await look(page);
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel order' }).click();
  await arrive(page, 'This order was cancelled');
  await visit(page, link, 'There is nothing to pay');
  expect(await stockOf(product.variants[0]?.sku ?? '')).toMatchObject({ onHand: 3, reserved: 0 });
  const [, told] = await sentMails(email, [`Order ${number} is ready to be paid for`, `Order ${number} is cancelled`]);
  expect(told?.text).toContain('Nothing was charged.');
});
