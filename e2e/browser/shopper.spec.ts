import { expect } from '@playwright/test';
import { addresses } from '../addresses.ts';
import { sentMails, untilQuiet } from '../mailbox.ts';
import { bearer, chargesOf, customerBuys, freshEmail, newProduct, ordersOf, stockOf } from '../shop.ts';
import { look } from './look.ts';
import { addToCart, arrive, bank, checkOut, confirmedOrder, enter, fillCheckout, payWith, refusal, visit } from './pages.ts';
import { test } from './test.ts';

test('a shopper registers by an emailed code, and buys with 3-D Secure', async ({ page }) => {
  const product = await newProduct({ onHand: 10 });
  const email = freshEmail('registered');
  // What a guest put into the cart is there after signing up.
  await addToCart(page, product);

  await visit(page, '/sign-up', 'Create an account');
  await page.getByLabel('Name').fill('Grace Hopper');
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill('a-long-enough-passphrase');
  await page.getByRole('button', { name: 'Continue' }).click();
  await arrive(page, 'Check your email');
  const [registration] = await sentMails(email, ['Your code for Tradewind']);
  await page.getByLabel('Code').fill(/\b\d{6}\b/.exec(registration?.text ?? '')?.[0] ?? '');
  await page.getByRole('button', { name: 'Create the account' }).click();
  await arrive(page, 'Hello, Grace Hopper');

  await visit(page, '/cart', 'Your cart');
  await expect(page.getByRole('list', { name: 'Items in your cart' })).toContainText(product.title);
  await checkOut(page);
  await expect(page.getByLabel('Email')).toHaveValue(email);
  await fillCheckout(page, email);
  await payWith(page, '4000 0025 0000 3155');
  await expect(bank(page).getByRole('button', { name: 'Complete authentication' })).toBeVisible();
  await look(page);
  // Until the bank has its answer nothing is paid, whatever was heard meanwhile.
  await untilQuiet();
  const [order, ...others] = await ordersOf(email);
  expect(others).toEqual([]);
  expect(order).toMatchObject({ status: 'pending', paymentStatus: 'none' });
  expect(await chargesOf(order?.id ?? '')).toEqual([]);
  await expect(page).toHaveURL(`${addresses.storefront}/checkout`);

  await bank(page).getByRole('button', { name: 'Complete authentication' }).click();
  const { number, id } = await confirmedOrder(page);
  expect(id).toBe(order?.id);
  expect(await chargesOf(id)).toHaveLength(1);
  await sentMails(email, ['Your code for Tradewind', `Order ${number} is confirmed`]);

  await visit(page, '/account', 'Hello, Grace Hopper');
  await expect(page.getByRole('link', { name: number })).toContainText('Confirmed');
});

test('an order is found in the account of who bought it, and in no other', async ({ page }) => {
  const product = await newProduct({ onHand: 10 });
  const { number, id } = await customerBuys(await bearer('shopper'), product.variants[0]?.id ?? '');

  await visit(page, '/sign-in', 'Sign in');
  await enter(page, 'shopper');
  await arrive(page, /^Hello, /);
  await page.getByRole('link', { name: number }).click();
  await arrive(page, 'Thank you for your order');
  await page.goto(`${addresses.storefront}/account`);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await arrive(page, 'Good things, carried to your door.');
  await visit(page, `/orders/${id}`, 'There is no such order here');
  await page.getByRole('main').getByRole('link', { name: 'Sign in' }).click();
  await arrive(page, 'Sign in');
  await enter(page, 'catalog');
  await arrive(page, 'There is no such order here');
});

test('failing the bank’s question leaves the order unpaid and lets the shopper try again', async ({ page }) => {
  const product = await newProduct({ onHand: 10 });
  const email = freshEmail('unauthenticated');
  await addToCart(page, product);
  await checkOut(page);
  await fillCheckout(page, email);
  await payWith(page, '4000 0025 0000 3155');
  await bank(page).getByRole('button', { name: 'Fail authentication' }).click();
  await expect(await refusal(page)).toContainText('Your bank could not confirm that it is you. Nothing was charged.');
  await untilQuiet();
  expect(await ordersOf(email)).toMatchObject([{ status: 'pending', paymentStatus: 'failed' }]);
  await payWith(page, '4242 4242 4242 4242');
  const { number, id } = await confirmedOrder(page);
  expect(await ordersOf(email)).toMatchObject([{ id, status: 'confirmed', paymentStatus: 'paid' }]);
  expect(await chargesOf(id)).toHaveLength(1);
  await sentMails(email, [`Order ${number} is confirmed`]);
  expect(await stockOf(product.variants[0]?.sku ?? '')).toMatchObject({ onHand: 9, reserved: 0 });
});

test('wrong passwords are refused in plain words', async ({ page }) => {
  await visit(page, '/sign-in', 'Sign in');
  await enter(page, 'shopper', 'not-the-password');
  await expect(page.getByRole('alert').filter({ hasText: 'The email address or the password is not right.' })).toBeFocused();
  await look(page);
  await enter(page, 'shopper');
  await arrive(page, /^Hello, /);
});
