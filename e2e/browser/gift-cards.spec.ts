import { expect, type Page } from '@playwright/test';
import { mailsTo } from '../mailbox.ts';
import { bearer, call, customerBuys, eventually, freshEmail, get, newGiftCard, newProduct, tenthOff, untilOrder } from '../shop.ts';
import { look } from './look.ts';
import { addToCart, arrive, checkOut, confirmedOrder, enter, fillCheckout, fillDetails, payWith, signIn, visit } from './pages.ts';
import { test } from './test.ts';

const redeem = async (page: Page, code: string) => {
  await page.getByLabel('Gift card code').fill(code);
  await page.getByRole('button', { name: 'Redeem' }).click();
};

test('finance issue a gift card that is mailed, find it, adjust it, and disable it', async ({ page }) => {
  const recipient = freshEmail('gift');
  await signIn(page, 'finance', { path: '/payments/gift-cards', title: 'Gift cards' });
  await page.getByRole('button', { name: 'Issue gift card' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Issue' }).click();
  await expect(dialog.getByLabel('Amount')).toBeFocused();
  await look(page);
  await dialog.getByLabel('Amount').fill('50');
  await dialog.getByLabel('Reason').fill('A parcel that came late');
  await dialog.getByLabel('Recipient’s email').fill(recipient);
  await dialog.getByRole('button', { name: 'Issue' }).click();
  await expect(dialog).toBeHidden();
  const mail = await eventually(async () => {
    const [found] = await mailsTo(recipient);
    if (!found) throw new Error('no mail yet');
    return found;
  });
  expect(mail.text).toMatch(/^(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}$/m);

  await page.getByLabel('Last four of a code, or recipient').fill(recipient);
  await expect(page).toHaveURL(/query=/);
  const row = page.getByRole('row').filter({ hasText: recipient });
  await expect(row).toContainText('$50.00');
  await row.getByRole('link').click();
  await arrive(page, /^Gift card ···· /);
  await page.getByRole('button', { name: 'Adjust' }).click();
  await dialog.getByLabel('What to do').selectOption('Take some off');
  await dialog.getByLabel('Amount in USD').fill('20');
  await dialog.getByLabel('Reason').fill('A mistake');
  await look(page);
  await dialog.getByRole('button', { name: 'Adjust' }).click();
  await expect(page.getByText('−$20.00')).toBeVisible();
  const disable = page.getByRole('button', { name: 'Disable' });
  await disable.press('Enter');
  await dialog.getByLabel('Reason').fill('It was stolen');
  await dialog.getByRole('button', { name: 'Disable' }).press('Enter');
  await expect(page.getByText(/It was stolen/)).toBeVisible();
  await expect(disable).toHaveCount(0);
  await look(page);
});

test('finance see the code of a card that nobody is mailed, once', async ({ page }) => {
  await signIn(page, 'finance', { path: '/payments/gift-cards', title: 'Gift cards' });
  await page.getByRole('button', { name: 'Issue gift card' }).first().press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Amount').fill('12.34');
  await dialog.getByLabel('Reason').fill('Good will');
  await dialog.getByLabel('Reason').press('Enter');
  await expect(dialog.getByText(/^(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}$/)).toBeVisible();
  await look(page);
  const code = (await dialog.getByText(/^(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}$/).textContent()) ?? '';
  await expect(dialog.getByRole('button', { name: 'Done' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  const balance = await call<{ available: { amountMinor: number } }>('POST', '/gift-cards/balance', { body: { code } });
  expect(balance.body.available.amountMinor).toBe(1_234);
});

test('a guest buys with a code and a gift card, and pays the rest by card', async ({ page }) => {
  const product = await newProduct({ onHand: 20, amountMinor: 5_000 });
  const { id: promotionId, code } = await tenthOff(product.id);
  const card = await newGiftCard(2_000);
  await addToCart(page, product);
  await page.getByRole('link', { name: 'View cart' }).click();
  await arrive(page, 'Your cart');
  await redeem(page, '0000-0000-0000-0000');
  await expect(page.getByRole('complementary').getByText('This gift card is not one that we know.')).toBeVisible();
  await expect(page.getByLabel('Gift card code')).toBeFocused();
  await look(page);
  await redeem(page, card.code.toLowerCase().replaceAll('-', ' '));
  await expect(page.getByRole('list', { name: 'Gift cards' })).toContainText(`Gift card ending in ${card.lastFour}`);
  await page.getByLabel('Promotion code').fill(code);
  await page.getByLabel('Promotion code').press('Enter');
  await expect(page.getByRole('list', { name: 'Promotions' })).toContainText('−$5.00');
  await look(page);
  await checkOut(page);
  await fillCheckout(page, freshEmail('gift'));
  const summary = page.getByRole('complementary', { name: 'Order summary' });
  await expect(summary.getByText(`Gift card ending in ${card.lastFour}`).last()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Pay $30.99' })).toBeVisible();
  await payWith(page, '4242424242424242');
  const { id } = await confirmedOrder(page);
  await expect(page.getByText(`Gift card ending in ${card.lastFour}`)).toBeVisible();
  const account = await get<{ balance: { amountMinor: number } }>(`/admin/gift-cards/${card.id}`, await bearer('finance'));
  expect(account.balance.amountMinor).toBe(0);
  expect(await get(`/admin/promotions/${promotionId}`, await bearer('admin'))).toMatchObject({ uses: 1 });
  expect(await get(`/admin/orders/${id}`, await bearer('finance'))).toMatchObject({
    totals: { discount: { amountMinor: 500 }, paid: { amountMinor: 5_099 } },
    credit: [{ amount: { amountMinor: 2_000 } }],
  });
});

test('a guest buys without a card where a gift card pays for everything, by the keyboard alone', async ({ page }) => {
  const product = await newProduct({ onHand: 20, amountMinor: 5_000 });
  const card = await newGiftCard(9_000);
  await addToCart(page, product);
  await checkOut(page);
  await page.getByLabel('Gift card code').fill(card.code);
  await page.getByLabel('Gift card code').press('Enter');
  await expect(page.getByRole('list', { name: 'Gift cards' })).toContainText('$90.00');
  await fillDetails(page, freshEmail('gift'));
  const place = page.getByRole('button', { name: 'Place order' });
  await expect(place).toBeVisible();
  await arrive(page, 'Review and pay');
  await expect(page.getByText('No card is needed.')).toBeVisible();
  await page.getByRole('button', { name: 'Change details' }).press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Checkout' })).toBeVisible();
  await page.getByRole('button', { name: 'Review and pay' }).press('Enter');
  await place.press('Enter');
  await confirmedOrder(page);
  await expect(page.getByText(`Gift card ending in ${card.lastFour}`)).toBeVisible();
});

test('a customer gets money back as store credit, and sees it', async ({ page }) => {
  const product = await newProduct({ onHand: 20, amountMinor: 5_000 });
  await visit(page, '/sign-in?next=/account', 'Sign in');
  await enter(page, 'shopper');
  await arrive(page, /^Hello, /);
  await addToCart(page, product);
  await checkOut(page);
  await fillCheckout(page, 'shopper@tradewind.test');
  await payWith(page, '4242424242424242');
  const { id, number } = await confirmedOrder(page);
  const shopper = await page.context().storageState();

  await signIn(page, 'finance', { path: `/orders/${id}`, title: new RegExp(number) });
  await page.getByRole('button', { name: 'Refund' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('An amount').check();
  await dialog.getByLabel('Amount in USD').fill('30');
  await dialog.getByLabel('Goes to').selectOption('Store credit');
  await dialog.getByLabel('Reason').fill('A scratch');
  await look(page);
  await dialog.getByRole('button', { name: 'Refund' }).click();
  await expect(dialog).toBeHidden();

  await page.context().clearCookies();
  await page.context().addCookies(shopper.cookies);
  await visit(page, '/account', /^Hello, /);
  await expect(page.getByRole('list', { name: 'Movements in USD' })).toContainText('Given back');
});

/** Something dearer than all the credit that the shopper of these tests is given, and some more of that. */
async function dearerThanCredit() {
  const product = await newProduct({ onHand: 20, amountMinor: 20_000 });
  const customer = await bearer('shopper');
  const bought = await customerBuys(customer, product.variants[0]?.id ?? '');
  const body = { amountMinor: 3_000, reason: 'A scratch', to: 'store_credit' };
  await untilOrder(bought, { status: 'confirmed' }, customer);
  const refunded = await call('POST', `/admin/orders/${bought.id}/refunds`, { body, headers: await bearer('finance') });
  expect(refunded).toMatchObject({ status: 201, body: { status: 'succeeded' } });
  return product;
}

test('a customer changes their mind about store credit as quickly as they like', async ({ page }) => {
  const product = await dearerThanCredit();
  await visit(page, `/sign-in?next=/products/${product.slug}`, 'Sign in');
  await enter(page, 'shopper');
  await expect(page.getByRole('heading', { level: 1, name: product.title })).toBeVisible();
  await addToCart(page, product);
  await page.getByRole('link', { name: 'View cart' }).click();
  await arrive(page, 'Your cart');
  const useCredit = page.getByLabel(/^Use my store credit of /);
  // Each click counts, also while what the one before asked for is under way.
  await useCredit.check();
  await useCredit.uncheck();
  await useCredit.check();
  await expect(page.getByText('By card')).toBeVisible();
  await look(page);
  await useCredit.uncheck();
  await expect(page.getByText('By card')).toHaveCount(0);
  await useCredit.check();
  await expect(page.getByText('By card')).toBeVisible();
});

test('a customer pays with store credit, and the rest by card', async ({ page }) => {
  const product = await dearerThanCredit();
  await visit(page, `/sign-in?next=/products/${product.slug}`, 'Sign in');
  await enter(page, 'shopper');
  await expect(page.getByRole('heading', { level: 1, name: product.title })).toBeVisible();
  await addToCart(page, product);
  await checkOut(page);
  await page.getByLabel(/^Use my store credit of /).check();
  await expect(page.getByRole('term').filter({ hasText: 'By card' })).toBeVisible();
  await fillCheckout(page, 'shopper@tradewind.test');
  await payWith(page, '4242424242424242');
  await confirmedOrder(page);
  await expect(page.getByText('Store credit', { exact: true })).toBeVisible();
});
