import { expect } from '@playwright/test';
import { freshEmail, newGiftCard, newProduct, tenthOff } from '../shop.ts';
import { pressOn, type } from './keys.ts';
import { look } from './look.ts';
import { addToCart, arrive, cardFrame, confirmedOrder, visit } from './pages.ts';
import { test } from './test.ts';

test('the cart is opened, changed and left with the keyboard, and the focus comes back', async ({ page }) => {
  const { title, slug } = await newProduct({ onHand: 20 });
  await visit(page, `/products/${slug}`, title);
  const add = page.getByRole('button', { name: 'Add to cart' });
  const drawer = page.getByRole('dialog', { name: 'Your cart' });
  const told = page.locator('[aria-live="polite"]');
  await pressOn(page, add);
  await expect(drawer.getByRole('button', { name: 'Close' })).toBeFocused();
  await expect(told.filter({ hasText: `${title}: 1 in your cart.` })).toBeAttached();
  await page.keyboard.press('Escape');
  await expect(drawer).toBeHidden();
  await expect(add).toBeFocused();

  const cart = page.getByRole('button', { name: 'Cart, 1 item' });
  await cart.focus();
  await page.keyboard.press('Enter');
  await pressOn(page, drawer.getByRole('button', { name: `One more of ${title}` }));
  await expect(told.filter({ hasText: `${title}: 2 in your cart.` })).toBeAttached();
  await pressOn(page, drawer.getByRole('button', { name: 'Close' }));
  await expect(drawer).toBeHidden();
  await expect(page.getByRole('button', { name: 'Cart, 2 items' })).toBeFocused();

  await page.keyboard.press('Enter');
  await pressOn(page, drawer.getByRole('button', { name: `Remove ${title}` }));
  await expect(drawer.getByText('Your cart is empty')).toBeVisible();
  // What had the focus is gone: it stays in the drawer all the same.
  await expect(drawer.locator(':focus').or(page.locator('[role="dialog"]:focus'))).toHaveCount(1);
  await look(page);
});

test('the focus stays where the work is when lines go from the cart', async ({ page }) => {
  const [first, second] = [await newProduct({ onHand: 20 }), await newProduct({ onHand: 20 })];
  await addToCart(page, first);
  await addToCart(page, second);
  await visit(page, '/cart', 'Your cart');
  const lines = page.getByRole('list', { name: 'Items in your cart' });
  await pressOn(page, lines.getByRole('button', { name: `Remove ${first.title}` }));
  await expect(lines.getByRole('listitem')).toHaveCount(1);
  await expect(lines).toBeFocused();
  await pressOn(page, lines.getByRole('button', { name: `Remove ${second.title}` }));
  await expect(page.locator(':focus')).toContainText('Your cart is empty');
  await look(page);
});

test('a guest buys with the keyboard alone, with a code and a gift card beside the card', async ({ page }) => {
  const { id: productId, title, slug } = await newProduct({ onHand: 20, amountMinor: 5_000 });
  const [{ code }, giftCard] = [await tenthOff(productId), await newGiftCard(2_000)];
  await visit(page, `/products/${slug}`, title);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused();
  await page.keyboard.press('Enter');
  await pressOn(page, page.getByRole('button', { name: 'Add to cart' }));
  await pressOn(page, page.getByRole('link', { name: 'Check out' }));
  await expect(page.getByRole('radio').first()).toBeChecked();
  await arrive(page, 'Checkout');
  await type(page, page.getByLabel('Promotion code'), code);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('list', { name: 'Promotions' })).toContainText('−$5.00');
  await type(page, page.getByLabel('Gift card code'), giftCard.code);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('list', { name: 'Gift cards' })).toContainText('$20.00');
  const fields = { Email: freshEmail('keyboard'), 'Full name': 'Ada Byron', 'Street and number': '12 Harbour Street' };
  for (const [label, text] of Object.entries({ ...fields, City: 'Portland', State: 'OR', 'ZIP code': '97201' })) {
    await type(page, page.getByLabel(label, { exact: true }), text);
  }
  await pressOn(page, page.getByRole('button', { name: 'Review and pay' }));
  const card = cardFrame(page);
  await expect(card.getByLabel('Card number')).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await arrive(page, 'Review and pay');
  await type(page, card.getByLabel('Card number'), '4242424242424242');
  await type(page, card.getByLabel('Expiry date'), '1234');
  await type(page, card.getByLabel('Security code'), '123');
  await pressOn(page, page.getByRole('button', { name: 'Pay $30.99' }));
  await confirmedOrder(page);
  await expect(page.getByText(`Discount (${code})`)).toBeVisible();
  await expect(page.getByText(`Gift card ending in ${giftCard.lastFour}`)).toBeVisible();
});
