import { expect } from '@playwright/test';
import { bearer, call, get, newProduct } from '../shop.ts';
import { look } from './look.ts';
import { addToCart, arrive, bank, cardFrame, checkOut, confirmedOrder, enter, fillCheckout, fillDetails, payWith, visit } from './pages.ts';
import { test } from './test.ts';

const savedCards = async () => (await get<{ items: { id: string }[] }>('/me/cards', await bearer('shopper'))).items;

test.afterEach(async () => {
  for (const { id } of await savedCards()) await call('DELETE', `/me/cards/${id}`, { headers: await bearer('shopper') });
});

test('a customer saves a card, pays with it by the keyboard alone, and removes it', async ({ page }) => {
  const product = await newProduct({ onHand: 20, amountMinor: 5_000 });
  await visit(page, '/sign-in?next=/account', 'Sign in');
  await enter(page, 'shopper');
  await arrive(page, /^Hello, /);
  await addToCart(page, product);
  await checkOut(page);
  await fillCheckout(page, 'shopper@tradewind.test');
  const save = page.getByLabel('Save this card for next time');
  await expect(save).not.toBeChecked();
  await save.check();
  await payWith(page, '4000002500003155');
  await bank(page).getByRole('button', { name: 'Complete' }).click();
  await confirmedOrder(page);

  await addToCart(page, product);
  await checkOut(page);
  await fillDetails(page, 'shopper@tradewind.test');
  const saved = page.getByRole('radio', { name: /^Visa ending in 3155/ });
  await expect(saved).toBeChecked();
  await expect(cardFrame(page).getByLabel('Card number')).toBeHidden();
  await expect(save).toBeHidden();
  await look(page);
  await saved.focus();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('radio', { name: 'Another card' })).toBeChecked();
  await expect(cardFrame(page).getByLabel('Card number')).toBeVisible();
  await expect(save).toBeVisible();
  await page.keyboard.press('ArrowUp');
  await expect(saved).toBeChecked();
  const pay = page.getByRole('button', { name: /^Pay / });
  await pay.press('Enter');
  // The bank says no first: the card stays chosen, and may be tried again.
  await bank(page).getByRole('button', { name: 'Fail' }).press('Enter');
  await expect(page.getByRole('alert').filter({ hasText: 'The payment did not go through' })).toBeFocused();
  await expect(saved).toBeChecked();
  await pay.press('Enter');
  await bank(page).getByRole('button', { name: 'Complete' }).press('Enter');
  await confirmedOrder(page);

  await visit(page, '/account', /^Hello, /);
  const cards = page.getByRole('list', { name: 'Saved cards' });
  await expect(cards.getByRole('listitem')).toHaveCount(1);
  await expect(cards).toContainText('Visa ending in 3155 · Expires 12/2034');
  await page.getByRole('button', { name: 'Remove Visa ending in 3155' }).press('Enter');
  await expect(page.getByText('You have none. When you pay by card')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Saved cards' })).toBeFocused();
  await look(page);
  expect(await savedCards()).toEqual([]);
});
