import { expect } from '@playwright/test';
import { sentMails } from '../mailbox.ts';
import { buy, chargesOf, eventually, freshEmail, newProduct, stockOf, untilOrder } from '../shop.ts';
import { pressOn, tabTo, type } from './keys.ts';
import { look } from './look.ts';
import { arrive, signIn } from './pages.ts';
import { test } from './test.ts';

const amountOf = (minor: number) => `$${(minor / 100).toFixed(2)}`;

test('support edits an order with the keyboard alone: what it comes to is shown, money and stock follow, the customer hears', async ({
  page,
}) => {
  const lamp = await newProduct({ onHand: 10, amountMinor: 3_000 });
  const rug = await newProduct({ onHand: 4, amountMinor: 1_000 });
  const email = freshEmail('edited');
  const bought = await buy(lamp.variants[0]?.id ?? '', 3, { email });
  const order = await untilOrder(bought.body.order, { status: 'confirmed', paymentStatus: 'paid' });
  const { totals, shippingAddress } = order;
  await signIn(page, 'support', { path: `/orders/${order.id}`, title: `Order ${order.number}` });
  await pressOn(page, page.getByRole('link', { name: 'Edit', exact: true }));
  await arrive(page, `Edit ${order.number}`);
  const apply = page.getByRole('button', { name: 'Change the order' });
  const table = page.getByRole('table', { name: 'The order before and after' });
  await expect(page.getByText('What was paid stays the same.')).toBeVisible();

  await pressOn(page, page.getByRole('button', { name: `One less of ${lamp.title}` }));
  await page.keyboard.press('Enter');
  await expect(page.getByText('3 ordered')).toBeVisible();
  await type(page, page.getByRole('searchbox', { name: 'Find a product to add' }), rug.title);
  await pressOn(page, page.getByRole('button', { name: `Add ${rug.title}` }));
  await expect(page.getByRole('group', { name: `Quantity of ${rug.title}` })).toBeVisible();
  await expect(page.getByText(/go back to the customer\.$/)).toBeVisible();
  await look(page);
  await tabTo(page, page.getByLabel('Street and number'));
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('7 Compiler Row');
  const shown = await table
    .getByRole('row', { name: /^Total/ })
    .getByRole('cell')
    .last()
    .textContent();
  await pressOn(page, apply);
  await arrive(page, `Order ${order.number}`);
  await expect(page.getByText('Order changed by staff')).toBeVisible();
  await look(page);

  const edited = await untilOrder(bought.body.order, { paymentStatus: 'partially_refunded' });
  expect(shown).toBe(amountOf(edited.totals.total.amountMinor));
  expect(edited).toMatchObject({
    items: [{ quantity: 1 }, { quantity: 1, title: rug.title }],
    shippingAddress: { ...shippingAddress, line1: '7 Compiler Row' },
    totals: { paid: totals.total },
  });
  const back = totals.total.amountMinor - edited.totals.total.amountMinor;
  expect(back).toBeGreaterThanOrEqual(5_000);
  expect(await chargesOf(order.id)).toMatchObject([{ amount: totals.total.amountMinor, amountRefunded: back }]);
  await eventually(async () => {
    expect(await stockOf(lamp.variants[0]?.sku ?? '')).toMatchObject({ onHand: 9, reserved: 0 });
    expect(await stockOf(rug.variants[0]?.sku ?? '')).toMatchObject({ onHand: 3, reserved: 0 });
  });
  const subjects = [`Order ${order.number} is confirmed`, `Order ${order.number} was changed`];
  const [, mail] = await sentMails(email, [...subjects, `We paid back ${amountOf(back)} of order ${order.number}`]);
  expect(mail?.text).toContain(`Taken off: 2 × ${lamp.title}`);
  expect(mail?.text).toContain(`Added: 1 × ${rug.title}`);
  expect(mail?.text).toContain('7 Compiler Row');
});
