import { readFile } from 'node:fs/promises';
import { expect, type Page } from '@playwright/test';
import { buy, call, freshEmail, get, newProduct, untilOrder } from '../shop.ts';
import { look } from './look.ts';
import { signIn, visit } from './pages.ts';
import { test } from './test.ts';

/** Saves a document by the keyboard. @returns its file's name and first bytes */
async function save(page: Page, number: string): Promise<[string, string]> {
  const saved = page.waitForEvent('download');
  const button = page.getByRole('button', { name: `Save PDF of ${number}` });
  await button.press('Enter');
  const file = await saved;
  await expect(button).toBeFocused();
  return [file.suggestedFilename(), (await readFile(await file.path())).toString('latin1').slice(0, 5)];
}

test('an invoice is there with the payment, for the guest and for staff', async ({ page }) => {
  const product = await newProduct({ onHand: 5 });
  const { order } = (await buy(product.variants[0]?.id ?? '', 1, { email: freshEmail('invoiced') })).body;
  await untilOrder(order, { status: 'confirmed', paymentStatus: 'paid' });
  const headers = { 'x-order-token': order.token ?? '' };
  const { items } = await get<{ items: { id: string; number: string }[] }>(`/orders/${order.id}/invoices`, headers);
  const [{ id, number } = { id: '', number: '' }] = items;
  expect(number).toMatch(/^INV-\d{4}-\d{6}$/);
  const pdf = await call('GET', `/orders/${order.id}/invoices/${id}`, { headers });
  expect([pdf.status, pdf.headers.get('content-type'), pdf.text.slice(0, 5)]).toEqual([200, 'application/pdf', '%PDF-']);
  expect((await call('GET', `/orders/${order.id}/invoices/${id}`)).status).toBe(404);

  await visit(page, `/orders/${order.id}?token=${order.token}`, 'Thank you for your order');
  await expect(page.getByText(number)).toBeVisible();
  await look(page);
  expect(await save(page, number)).toEqual([`${number}.pdf`, '%PDF-']);
  await signIn(page, 'finance', { path: `/orders/${order.id}`, title: `Order ${order.number}` });
  await expect(page.getByText(number)).toBeVisible();
  await look(page);
  expect(await save(page, number)).toEqual([`${number}.pdf`, '%PDF-']);
});
