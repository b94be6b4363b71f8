import { expect, test } from '@playwright/test';
import { addresses } from '../addresses.ts';
import { chargesOf, freshEmail, newProduct } from '../shop.ts';
import { addToCart, confirmedOrder, expectAccessible, fillCard, fillCheckout, pay, theMail } from './pages.ts';

test('a shopper registers by an emailed code, buys with 3-D Secure, and finds the order in the account', async ({ page }) => {
  const product = await newProduct({ onHand: 10 });
  const email = freshEmail('registered');
  // What a guest put into the cart is there after signing up.
  await addToCart(page, product.slug);

  await page.goto(`${addresses.storefront}/sign-up`);
  await page.getByLabel('Name').fill('Grace Hopper');
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill('a-long-enough-passphrase');
  await expectAccessible(page);
  await page.locator('form').getByRole('button').first().click();
  await expect(page.getByLabel('Code')).toBeVisible();
  await expectAccessible(page);
  const mail = await theMail(email, /./);
  await page.getByLabel('Code').fill(/\b\d{6}\b/.exec(mail.text)?.[0] ?? '');
  await page.getByRole('button', { name: 'Create the account' }).click();
  await expect(page).not.toHaveURL(/sign-up/);

  await page.goto(`${addresses.storefront}/checkout`);
  await fillCheckout(page, email);
  await fillCard(page, '4000 0025 0000 3155');
  await pay(page);
  await expect(page.locator('iframe[title="Authenticate your payment"]')).toBeVisible();
  await expectAccessible(page);
  const bank = page.frameLocator('iframe[title="Authenticate your payment"]');
  await bank.getByRole('button', { name: 'Complete authentication' }).click();
  const number = await confirmedOrder(page);
  const orderId = /ord_[0-9a-z]{26}/.exec(page.url())?.[0] ?? '';
  expect(await chargesOf(orderId)).toHaveLength(1);
  await theMail(email, new RegExp(number));

  await page.goto(`${addresses.storefront}/account`);
  await expect(page.getByRole('heading', { name: 'Hello, Grace Hopper' })).toBeVisible();
  await expect(page.getByText(number).first()).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(new RegExp(`^${addresses.storefront}/?$`));
  await page.goto(`${addresses.storefront}/orders/${orderId}`);
  await expect(page.getByRole('heading', { name: 'There is no such order here' })).toBeVisible();
});

test('failing the bank’s question leaves the order unpaid and lets the shopper try again', async ({ page }) => {
  const product = await newProduct({ onHand: 10 });
  await addToCart(page, product.slug);
  await page.getByRole('link', { name: 'Check out' }).click();
  await fillCheckout(page, freshEmail('unauthenticated'));
  await fillCard(page, '4000 0025 0000 3155');
  await pay(page);
  await page.frameLocator('iframe[title="Authenticate your payment"]').getByRole('button', { name: 'Fail authentication' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'The payment did not go through' })).toBeVisible();
  await fillCard(page, '4242 4242 4242 4242');
  await pay(page);
  await confirmedOrder(page);
});

test('wrong passwords are refused in plain words', async ({ page }) => {
  await page.goto(`${addresses.storefront}/sign-in`);
  await expectAccessible(page);
  await page.getByLabel('Email').fill('shopper@tradewind.test');
  await page.getByLabel('Password').fill('not-the-password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert').first()).toBeVisible();
  await page.getByLabel('Password').fill('tradewind-demo');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).not.toHaveURL(/sign-in/);
});
