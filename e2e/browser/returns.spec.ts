import { expect, type Page } from '@playwright/test';
import { addresses } from '../addresses.ts';
import { sentMails } from '../mailbox.ts';
import { bearer, buy, call, chargesOf, eventually, freshEmail, get, newProduct, type Order, stockOf, untilOrder } from '../shop.ts';
import { pressOn, tabTo, type } from './keys.ts';
import { look } from './look.ts';
import { arrive, signIn, visit } from './pages.ts';
import { test } from './test.ts';

/** A guest's order, paid for and on its way. Mails that are due at the same time may come in any order: each is waited for. */
async function shippedOrder(variantId: string, quantity: number, email: string): Promise<Order> {
  const { order } = (await buy(variantId, quantity, { email })).body;
  await untilOrder(order, { status: 'confirmed', paymentStatus: 'paid' });
  await sentMails(email, shippedSubjects(order).slice(0, 1));
  const items = order.items.map(({ id: itemId }) => ({ itemId, quantity }));
  await call('POST', `/admin/orders/${order.id}/fulfilments`, { body: { items }, headers: await bearer('warehouse') });
  await sentMails(email, shippedSubjects(order));
  return { ...(await untilOrder(order, { fulfilmentStatus: 'fulfilled' })), token: order.token };
}

/** Any picture of the catalogue's. */
async function someFile() {
  const catalogue = await get<{ items: { image: { url: string } | null }[] }>('/products?limit=100');
  const url = catalogue.items.find(({ image }) => image !== null)?.image?.url ?? '';
  return { name: 'scratch.webp', mimeType: 'image/webp', buffer: Buffer.from(await (await fetch(url)).arrayBuffer()) };
}

const shippedSubjects = ({ number }: Order) => [`Order ${number} is confirmed`, `Order ${number} is on its way`];
const orderPage = (order: Order) => `/orders/${order.id}?token=${order.token}`;
const returnsCard = (page: Page) => page.locator('main').getByText('-R1', { exact: false }).first();

test('a guest asks to return one of two pieces, with a picture, and support approves', async ({ page }) => {
  const product = await newProduct({ onHand: 5, amountMinor: 3_000 });
  const email = freshEmail('returned');
  const order = await shippedOrder(product.variants[0]?.id ?? '', 2, email);
  const number = `${order.number}-R1`;
  const dialog = page.getByRole('dialog');

  await visit(page, orderPage(order), 'Your order');
  const open = page.getByRole('button', { name: 'Return items' });
  await open.click();
  await dialog.getByRole('button', { name: 'Ask for the return' }).click();
  await expect(dialog.getByText('Choose what you want to return')).toBeVisible();
  await dialog.getByRole('button', { name: `One more of ${product.title}` }).click();
  await dialog.getByRole('button', { name: 'Ask for the return' }).click();
  await expect(dialog.getByText('Say why, so that we can help')).toBeVisible();
  await dialog.getByLabel(`Why do you return ${product.title}?`).selectOption({ label: 'It arrived damaged' });
  await dialog.locator('input[type=file]').setInputFiles(await someFile());
  await expect(dialog.getByRole('button', { name: 'Remove picture 1' })).toBeVisible();
  await dialog.getByLabel('Anything else we should know?').fill('A scratch on the side');
  await look(page);
  await dialog.getByRole('button', { name: 'Ask for the return' }).click();
  await expect(dialog).toBeHidden();
  await expect(open).toBeFocused();
  await expect(returnsCard(page)).toBeVisible();
  await expect(page.getByText('Being looked at')).toBeVisible();
  await expect(page.getByRole('img', { name: 'What you showed us, 1' })).toBeVisible();
  await look(page);

  await signIn(page, 'support', { path: '/returns', title: 'Returns' });
  await page.getByLabel('Order or return number').fill(order.number);
  await page.getByLabel('Status', { exact: true }).selectOption({ label: 'Requested' });
  await expect(page).toHaveURL(/status=requested/);
  await look(page);
  await page.getByRole('link', { name: number }).click();
  await arrive(page, `Return ${number}`);
  await expect(page.getByText('A scratch on the side')).toBeVisible();
  await expect(page.getByRole('img', { name: 'What the customer shows, 1' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Refund', exact: true })).toHaveCount(0);
  await page.getByRole('button', { name: 'Approve' }).click();
  await expect(page.getByText('Approved', { exact: true })).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await look(page);

  const mails = await sentMails(email, [...shippedSubjects(order), `We got your return ${number}`, `How to send back ${number}`]);
  expect(mails[3]?.text).toContain(`Write the number ${number} on the parcel`);
});

test('by the keyboard alone the warehouse takes in what comes back, and finance pays for it', async ({ page }) => {
  const product = await newProduct({ onHand: 5, amountMinor: 3_000 });
  const email = freshEmail('came-back');
  const order = await shippedOrder(product.variants[0]?.id ?? '', 2, email);
  const number = `${order.number}-R1`;
  const body = { items: [{ itemId: order.items[0]?.id, quantity: 1, reason: 'damaged' }] };
  const asked = await call<{ id: string }>('POST', `/orders/${order.id}/returns`, {
    body,
    headers: { 'x-order-token': order.token ?? '' },
  });
  await sentMails(email, [...shippedSubjects(order), `We got your return ${number}`]);
  await call('POST', `/admin/returns/${asked.body.id}/approve`, { body: {}, headers: await bearer('support') });
  const dialog = page.getByRole('dialog');
  const returnPage = `/returns/${asked.body.id}`;
  await signIn(page, 'warehouse', { path: returnPage, title: `Return ${number}` });
  await expect(page.getByRole('button', { name: 'Close', exact: true })).toHaveCount(0);
  await pressOn(page, page.getByRole('button', { name: 'Receive' }));
  await pressOn(page, dialog.getByRole('button', { name: `One more of ${product.title}, to be sold again` }));
  await look(page);
  await pressOn(page, dialog.getByRole('button', { name: 'Receive', exact: true }));
  await expect(dialog).toBeHidden();
  await expect(page.getByText('1 back in stock')).toBeVisible();
  await expect.poll(async () => (await stockOf(product.variants[0]?.sku ?? '')).onHand).toBe(4);

  await signIn(page, 'finance', { path: returnPage, title: `Return ${number}` });
  await pressOn(page, page.getByRole('button', { name: 'Refund', exact: true }));
  await look(page);
  await pressOn(page, dialog.getByRole('button', { name: 'Refund', exact: true }));
  await expect(dialog).toBeHidden();
  await expect(page.getByText('Refunded', { exact: true }).first()).toBeVisible();
  await look(page);
  await untilOrder(order, { paymentStatus: 'partially_refunded' });
  expect(await chargesOf(order.id)).toMatchObject([{ amountRefunded: 3_000 }]);

  await pressOn(page, page.getByRole('link', { name: `order ${order.number}` }));
  await arrive(page, `Order ${order.number}`);
  await expect(page.getByRole('link', { name: number })).toBeVisible();
  await expect(page.getByText(`${number} · 1 sellable`)).toBeVisible();
  await pressOn(page, page.getByRole('button', { name: 'Add note' }));
  await expect(page.getByText('Write something first')).toBeVisible();
  await expect(page.getByLabel('Note', { exact: true })).toBeFocused();
  await page.keyboard.type('Offer a discount next time');
  await pressOn(page, page.getByRole('button', { name: 'Add note' }));
  await expect(page.getByText(/^Note by /)).toBeVisible();
  await expect(page.getByText('Offer a discount next time')).toBeVisible();
  await expect(page.getByLabel('Note', { exact: true })).toHaveValue('');
  await look(page);

  await visit(page, orderPage(order), 'Your order');
  await expect(page.getByRole('list').getByText('Refunded', { exact: true }).first()).toBeVisible();
  await expect(page.getByText('Offer a discount')).toHaveCount(0);
  await look(page);
  const told = [`We got your return ${number}`, `How to send back ${number}`, `We paid back $30.00 of order ${order.number}`];
  await sentMails(email, [...shippedSubjects(order), ...told]);
});

test('what was missing is settled without a parcel, and paid for', async ({ page }) => {
  const product = await newProduct({ onHand: 5, amountMinor: 3_000 });
  const email = freshEmail('missing');
  const order = await shippedOrder(product.variants[0]?.id ?? '', 2, email);
  const number = `${order.number}-R1`;
  const dialog = page.getByRole('dialog');
  await signIn(page, 'support', { path: `/orders/${order.id}`, title: `Order ${order.number}` });
  await page.getByRole('button', { name: 'Ask for a return' }).press('Enter');
  await dialog.getByRole('button', { name: `One more of ${product.title}` }).press('Enter');
  await dialog.getByLabel('Reason').selectOption({ label: 'Was missing' });
  await look(page);
  await dialog.getByRole('button', { name: 'Ask for it' }).press('Enter');
  await expect(dialog).toBeHidden();
  await page.getByRole('link', { name: number }).press('Enter');
  await arrive(page, `Return ${number}`);
  const returnPage = new URL(page.url()).pathname;
  await expect(page.getByText('Was missing')).toBeVisible();
  await page.getByRole('button', { name: 'Settle without a parcel' }).press('Enter');
  await look(page);
  await dialog.getByRole('button', { name: 'Settle', exact: true }).press('Enter');
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await expect(page.getByText('1 need not come back')).toBeVisible();
  await look(page);
  await visit(page, orderPage(order), 'Your order');
  await expect(page.getByText('You need not send it back. We pay you back soon.')).toBeVisible();
  await call('POST', `/admin${returnPage}/refunds`, { body: {}, headers: await bearer('finance') });
  await untilOrder(order, { paymentStatus: 'partially_refunded' });
  expect(await chargesOf(order.id)).toMatchObject([{ amountRefunded: 3_000 }]);
  expect(await stockOf(product.variants[0]?.sku ?? '')).toMatchObject({ onHand: 3 });
  const told = [`We got your return ${number}`, `You need not send back ${number}`, `We paid back $30.00 of order ${order.number}`];
  await sentMails(email, [...shippedSubjects(order), ...told]);
});

test('what was missing is sent anew, as an order that costs nothing', async ({ page }) => {
  const product = await newProduct({ onHand: 5, amountMinor: 3_000 });
  const email = freshEmail('anew');
  const order = await shippedOrder(product.variants[0]?.id ?? '', 2, email);
  const number = `${order.number}-R1`;
  const headers = await bearer('support');
  const items = [{ itemId: order.items[0]?.id, quantity: 1, reason: 'missing' }];
  const asked = await call<{ id: string }>('POST', `/admin/orders/${order.id}/returns`, { headers, body: { items } });
  await call('POST', `/admin/returns/${asked.body.id}/waiver`, { headers, body: {} });
  const dialog = page.getByRole('dialog');
  await signIn(page, 'support', { path: `/returns/${asked.body.id}`, title: `Return ${number}` });
  await page.getByRole('button', { name: 'Send anew' }).press('Enter');
  await look(page);
  await dialog.getByRole('button', { name: 'Send anew' }).press('Enter');
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await expect(page.getByText('1 need not come back, 1 sent anew')).toBeVisible();
  await look(page);
  const link = page.getByRole('link', { name: /^order TW-/ }).last();
  const anew = /TW-\d+/.exec((await link.textContent()) ?? '')?.[0] ?? '';
  await link.press('Enter');
  await arrive(page, `Order ${anew}`);
  await expect(page.getByText('Confirmed', { exact: true })).toBeVisible();
  await page.getByRole('link', { name: number }).press('Enter');
  await arrive(page, `Return ${number}`);
  await visit(page, orderPage(order), 'Your order');
  await expect(page.getByText('We send it again, as an order of its own that costs nothing.')).toBeVisible();
  await eventually(async () => expect(await stockOf(product.variants[0]?.sku ?? '')).toMatchObject({ onHand: 2, reserved: 0 }));
  const told = [`We got your return ${number}`, `You need not send back ${number}`, `We send ${number} anew`];
  await sentMails(email, [...shippedSubjects(order), ...told]);
});

test('with the keyboard alone a return is asked for, rejected by staff, asked for again and cancelled', async ({ page }) => {
  const product = await newProduct({ onHand: 5 });
  const order = await shippedOrder(product.variants[0]?.id ?? '', 1, freshEmail('worn'));
  const dialog = page.getByRole('dialog');
  const open = page.getByRole('button', { name: 'Return items' });
  async function ask(): Promise<void> {
    await visit(page, orderPage(order), 'Your order');
    await pressOn(page, open);
    await pressOn(page, dialog.getByRole('button', { name: `One more of ${product.title}` }));
    await type(page, dialog.getByLabel(`Why do you return ${product.title}?`), 'It does not fit');
    await pressOn(page, dialog.getByRole('button', { name: 'Ask for the return' }));
    await expect(dialog).toBeHidden();
  }

  await ask();
  // Its last piece is in a return: there is nothing more to ask for.
  await expect(open).toHaveCount(0);
  const { items } = await get<{ items: { id: string }[] }>(`/admin/returns?query=${order.number}`, await bearer('support'));
  await signIn(page, 'support', { path: `/returns/${items[0]?.id}`, title: `Return ${order.number}-R1` });
  const reject = page.getByRole('button', { name: 'Reject' });
  await pressOn(page, reject);
  await pressOn(page, dialog.getByRole('button', { name: 'Reject' }));
  await expect(dialog.getByText('Say why, in words for the customer')).toBeVisible();
  await look(page);
  await page.keyboard.press('Escape');
  await expect(reject).toBeFocused();
  await page.keyboard.press('Enter');
  await type(page, dialog.getByLabel('Reason'), 'It was worn');
  await pressOn(page, dialog.getByRole('button', { name: 'Reject' }));
  await expect(page.getByText('Rejected', { exact: true })).toBeVisible();
  await expect(page.getByText('It was worn')).toBeVisible();

  await ask();
  await expect(page.getByText('It was worn')).toBeVisible();
  const cancel = page.getByRole('button', { name: `Cancel return ${order.number}-R2` });
  await tabTo(page, cancel);
  await page.keyboard.press('Enter');
  await expect(cancel).toHaveCount(0);
  await expect(page.getByText('Return cancelled')).toBeVisible();
  await look(page);
  await visit(page, `${addresses.admin}/returns/${items[0]?.id}x`, 'There is no such return');
});
