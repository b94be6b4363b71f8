import { expect, type Page } from '@playwright/test';
import type { edits } from '@tradewind/contracts/schemas';
import { sentMails } from '../mailbox.ts';
import { bearer, buy, call, chargesOf, eventually, freshEmail, newProduct, type Order, stockOf, untilOrder } from '../shop.ts';
import { pressOn, type } from './keys.ts';
import { look } from './look.ts';
import { arrive, cardFrame, payWith, refusal, signIn, visit } from './pages.ts';
import { test } from './test.ts';

const linkIn = (text = '') => /http\S+\/pay\?token=\S+/.exec(text)?.[0] ?? '';

/** Support put a piece of a product on an order with the keyboard, which costs more. @returns the order, and where its customer pays */
async function askForMore(page: Page, bought: Order, { title, email }: { title: string; email: string }) {
  const order = await untilOrder(bought, { status: 'confirmed', paymentStatus: 'paid' });
  await signIn(page, 'support', { path: `/orders/${order.id}`, title: `Order ${order.number}` });
  await pressOn(page, page.getByRole('link', { name: 'Edit', exact: true }));
  await arrive(page, `Edit ${order.number}`);
  await type(page, page.getByRole('searchbox', { name: 'Find a product to add' }), title);
  await pressOn(page, page.getByRole('button', { name: `Add ${title}` }));
  await expect(page.getByText(/are to be paid by the customer, who gets a link/)).toBeVisible();
  await look(page);
  await pressOn(page, page.getByRole('button', { name: 'Ask for the payment' }));
  await arrive(page, `Order ${order.number}`);
  await expect(page.getByText('Change waits for its payment')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Edit', exact: true })).toBeHidden();
  const subjects = [`Order ${order.number} is confirmed`, `A change of order ${order.number} waits for your payment`];
  const [, mail] = await sentMails(email, subjects);
  return { order, subjects, link: linkIn(mail?.text) };
}

/** The same by the API. */
async function askedForMore(bought: Order, { variantId, email }: { variantId: string; email: string }) {
  const order = await untilOrder(bought, { status: 'confirmed', paymentStatus: 'paid' });
  const headers = await bearer('support');
  const added = { added: [{ variantId, quantity: 1 }] };
  const path = `/admin/orders/${order.id}/edits`;
  const { body: shown } = await call<edits.EditPreview>('POST', `${path}/preview`, { headers, body: added });
  const body = { ...added, version: shown.version, expectedTotal: shown.totals.total };
  expect((await call('POST', path, { headers, body })).status).toBe(201);
  const subjects = [`Order ${order.number} is confirmed`, `A change of order ${order.number} waits for your payment`];
  const [, mail] = await sentMails(email, subjects);
  return { order, subjects, link: linkIn(mail?.text) };
}

test('a customer pays for a change by the link with their second card, and a refund gives both payments back', async ({ page }) => {
  const lamp = await newProduct({ onHand: 10, amountMinor: 3_000 });
  const rug = await newProduct({ onHand: 4, amountMinor: 1_000 });
  const email = freshEmail('more');
  const bought = await buy(lamp.variants[0]?.id ?? '', 1, { email });
  const { order, subjects, link } = await askedForMore(bought.body.order, { variantId: rug.variants[0]?.id ?? '', email });
  expect(await stockOf(rug.variants[0]?.sku ?? '')).toMatchObject({ onHand: 4, reserved: 1 });

  await visit(page, link.replace('/pay?', '?'), 'Thank you for your order');
  await expect(page.getByText('A change of this order waits for your payment')).toBeVisible();
  await look(page);
  await page.getByRole('link', { name: /^Pay / }).click();
  await arrive(page, `Pay for order ${order.number}`);
  await expect(page.getByText(`1 × ${rug.title}`)).toBeVisible();
  await expect(cardFrame(page).getByLabel('Card number')).toBeVisible();
  await look(page);
  await payWith(page, '4000000000000002');
  await refusal(page);
  await payWith(page, '4242424242424242');
  await arrive(page, 'Thank you for your order');
  await expect(page.getByRole('link', { name: rug.title })).toBeVisible();
  await expect(page.getByText('A change of this order waits for your payment')).toBeHidden();

  const edited = await eventually(async () => {
    const now = await untilOrder(bought.body.order, { paymentStatus: 'paid' });
    expect(now.items).toHaveLength(2);
    return now;
  });
  const more = edited.totals.total.amountMinor - order.totals.total.amountMinor;
  expect(edited.totals.paid).toEqual(edited.totals.total);
  await eventually(async () => expect(await stockOf(rug.variants[0]?.sku ?? '')).toMatchObject({ onHand: 3, reserved: 0 }));
  const [, , done] = await sentMails(email, [...subjects, `Order ${order.number} was changed`]);
  expect(done?.text).toContain(`Added: 1 × ${rug.title}`);
  await visit(page, link, 'There is nothing to pay');

  const headers = await bearer('finance');
  const back = await call('POST', `/admin/orders/${order.id}/refunds`, { headers, body: { reason: 'all of it' } });
  expect(back.status).toBe(201);
  await untilOrder(bought.body.order, { paymentStatus: 'refunded' });
  const charges = (await chargesOf(order.id)).map(({ amount, amountRefunded }) => [amount, amountRefunded]);
  const { amountMinor } = order.totals.total;
  expect(charges.toSorted(([a = 0], [b = 0]) => b - a)).toEqual([
    [amountMinor, amountMinor],
    [more, more],
  ]);
});

test('support withdraws a change that waits for its payment: the order stays, stock is free, and the customer is told', async ({
  page,
}) => {
  const lamp = await newProduct({ onHand: 10, amountMinor: 3_000 });
  const rug = await newProduct({ onHand: 4, amountMinor: 1_000 });
  const email = freshEmail('withdrawn');
  const bought = await buy(lamp.variants[0]?.id ?? '', 1, { email });
  const { order, subjects, link } = await askForMore(page, bought.body.order, { title: rug.title, email });
  await look(page);
  await pressOn(page, page.getByRole('button', { name: 'Withdraw', exact: true }));
  await expect(page.getByRole('dialog', { name: 'Withdraw the change?' })).toBeVisible();
  await look(page);
  await pressOn(page, page.getByRole('button', { name: 'Withdraw the change' }));
  await expect(page.getByText('Change withdrawn').first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Withdraw', exact: true })).toBeHidden();
  await eventually(async () => expect(await stockOf(rug.variants[0]?.sku ?? '')).toMatchObject({ onHand: 4, reserved: 0 }));
  const [, , told] = await sentMails(email, [...subjects, `Order ${order.number} stays as it is`]);
  expect(told?.text).toContain('We have withdrawn it.');
  await visit(page, link, 'There is nothing to pay');
  expect(await chargesOf(order.id)).toMatchObject([{ amount: order.totals.total.amountMinor, amountRefunded: 0 }]);
});
