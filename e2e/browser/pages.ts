import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { addresses } from '../addresses.ts';
import { eventually, type Mail, mailsTo } from '../shop.ts';

/** Axe finds nothing on the page as it is shown now, the card frame included. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
  expect(found, page.url()).toEqual([]);
}

/** Opens a product by its address and puts one into the cart. */
export async function addToCart(page: Page, slug: string): Promise<void> {
  await page.goto(`${addresses.storefront}/products/${slug}`);
  await page.getByRole('button', { name: 'Add to cart' }).click();
  await expect(page.getByRole('dialog', { name: 'Your cart' })).toBeVisible();
}

/** Fills the checkout's form and goes on to the review. */
export async function fillCheckout(page: Page, email: string): Promise<void> {
  await expect(page.getByRole('heading', { name: 'Delivery address' })).toBeVisible();
  await expect(page.getByRole('radio').first()).toBeChecked();
  await expectAccessible(page);
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Full name').fill('Ada Byron');
  await page.getByLabel('Street and number').fill('12 Harbour Street');
  await page.getByLabel('City').fill('Portland');
  await page.getByLabel('State').fill('OR');
  await page.getByLabel('ZIP code').fill('97201');
  await page.getByRole('button', { name: 'Review and pay' }).click();
  await expect(page.getByRole('heading', { name: 'Your details' })).toBeVisible();
}

/** Types a card into the processor's own frame. */
export async function fillCard(page: Page, number: string): Promise<void> {
  const frame = page.frameLocator('iframe[title="Secure card payment input frame"]');
  await frame.getByLabel('Card number').fill(number);
  await frame.getByLabel('Expiry date').fill('12 / 34');
  await frame.getByLabel('Security code').fill('123');
}

export async function pay(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Pay / }).click();
}

/** The order's number, as its page says. */
export async function confirmedOrder(page: Page): Promise<string> {
  await expect(page.getByRole('heading', { name: 'Thank you for your order' })).toBeVisible();
  const text = await page
    .getByText(/Order TW-\d+/)
    .first()
    .textContent();
  return /TW-\d+/.exec(text ?? '')?.[0] ?? '';
}

/** The one mail to an address whose subject fits; fails while there is none, and when there are two. */
export async function theMail(email: string, subject: RegExp): Promise<Mail> {
  return await eventually(async () => {
    const found = (await mailsTo(email)).filter((mail) => subject.test(mail.subject));
    expect(found, `mails to ${email} about ${subject}`).toHaveLength(1);
    const [mail] = found;
    if (!mail) throw new Error('no mail');
    return mail;
  });
}
