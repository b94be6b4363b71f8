import { expect, type Locator, type Page } from '@playwright/test';
import { addresses } from '../addresses.ts';
import { look } from './look.ts';

type Name = string | RegExp;

/** The page that came up is the one with this title, and axe finds nothing on it. */
export async function arrive(page: Page, title: Name): Promise<void> {
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
  await look(page);
}

/** Opens a page of the storefront, or of whatever address is given in full. */
export async function visit(page: Page, path: string, title: Name): Promise<void> {
  await page.goto(new URL(path, addresses.storefront).href);
  await arrive(page, title);
}

/** Opens a product and puts one into the cart. @returns the drawer that opens */
export async function addToCart(page: Page, { slug, title }: { slug: string; title: string }): Promise<Locator> {
  await visit(page, `/products/${slug}`, title);
  await page.getByRole('button', { name: 'Add to cart' }).click();
  const drawer = page.getByRole('dialog', { name: 'Your cart' });
  await expect(drawer.getByRole('list', { name: 'Items in your cart' })).toContainText(title);
  return drawer;
}

/** From the drawer to the checkout. */
export async function checkOut(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Check out' }).click();
  await expect(page.getByRole('radio').first()).toBeChecked();
  await arrive(page, 'Checkout');
}

/** Fills the checkout's form and goes on to the review, and to a card. */
export async function fillCheckout(page: Page, email: string): Promise<void> {
  await fillDetails(page, email);
  await expect(cardFrame(page).getByLabel('Card number')).toBeVisible();
  await arrive(page, 'Review and pay');
}

/** Fills the checkout's form and sends it. */
export async function fillDetails(page: Page, email: string): Promise<void> {
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Full name').fill('Ada Byron');
  await page.getByLabel('Street and number').fill('12 Harbour Street');
  await page.getByLabel('City').fill('Portland');
  await page.getByLabel('State').fill('OR');
  await page.getByLabel('ZIP code').fill('97201');
  await page.getByRole('button', { name: 'Review and pay' }).click();
}

/** The processor's own frame. */
export function cardFrame(page: Page) {
  return page.frameLocator('iframe[title="Secure card payment input frame"]');
}

/** Types a card into the processor's own frame, and pays. */
export async function payWith(page: Page, number: string): Promise<void> {
  const frame = cardFrame(page);
  await frame.getByLabel('Card number').fill(number);
  await frame.getByLabel('Expiry date').fill('12 / 34');
  await frame.getByLabel('Security code').fill('123');
  await page.getByRole('button', { name: /^Pay / }).click();
}

/** The bank's question, in a frame of its own. */
export function bank(page: Page) {
  return page.frameLocator('iframe[title="Authenticate your payment"]');
}

/** Waits for the page that thanks for an order, paid for and confirmed. @returns the order's number and id */
export async function confirmedOrder(page: Page): Promise<{ number: string; id: string }> {
  await expect(page.getByText('Confirmed', { exact: true })).toBeVisible();
  await expect(page.getByText('Payment received, order confirmed')).toBeVisible();
  await arrive(page, 'Thank you for your order');
  const text = await page.getByText(/^Order TW-\d+$/).textContent();
  return { number: /TW-\d+/.exec(text ?? '')?.[0] ?? '', id: /ord_[0-9a-z]{26}/.exec(page.url())?.[0] ?? '' };
}

/** Why a payment did not go through, as the page says; it has the focus. */
export async function refusal(page: Page): Promise<Locator> {
  const alert = page.getByRole('alert').filter({ hasText: 'The payment did not go through' });
  await expect(alert).toBeFocused();
  await look(page);
  return alert;
}

/** Signs a demo account into the back office, and opens one of its pages. */
export async function signIn(page: Page, name: string, { path, title }: { path: string; title: Name }): Promise<void> {
  await page.context().clearCookies();
  await visit(page, `${addresses.admin}/sign-in?next=${encodeURIComponent(path)}`, 'Sign in');
  await enter(page, name);
  await arrive(page, title);
}

/** Types a demo account into a sign-in form, and sends it. */
export async function enter(page: Page, name: string, password = 'tradewind-demo'): Promise<void> {
  await page.getByLabel('Email').fill(`${name}@tradewind.test`);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}
