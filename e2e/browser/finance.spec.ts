import { expect } from '@playwright/test';
import { addresses } from '../addresses.ts';
import { mailsTo } from '../mailbox.ts';
import { buy, eventually, freshEmail, newProduct, untilOrder } from '../shop.ts';
import { look } from './look.ts';
import { arrive, signIn, visit } from './pages.ts';
import { test } from './test.ts';

/** What the processor, or a bank behind it, does by itself. */
async function bank<Answer>(path: string, body: object = {}): Promise<Answer> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${addresses.sandbox}/_sandbox/${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as Answer;
}

test('finance answer a dispute with a text and a file, by the keyboard alone, and win it', async ({ page }) => {
  const product = await newProduct({ onHand: 5, amountMinor: 4_000 });
  const bought = await buy(product.variants[0]?.id ?? '', 1, { paymentMethodId: 'pm_card_createDispute' });
  const { number } = await untilOrder(bought.body.order, { status: 'confirmed' });

  await signIn(page, 'finance', { path: '/payments', title: 'Payments' });
  await page.getByRole('link', { name: 'Disputes' }).press('Enter');
  await arrive(page, 'Disputes');
  const row = page.getByRole('row').filter({ hasText: number });
  await expect(async () => {
    await page.reload();
    await expect(row).toContainText('Needs response', { timeout: 2_000 });
  }).toPass();
  await expect(row).toContainText('days left');
  await row.getByRole('link').press('Enter');
  await arrive(page, `Dispute of ${number}`);
  const main = page.locator('main');
  await expect(main.getByText('Money withheld')).toBeVisible();

  // Nothing to submit yet: it says so.
  const submit = main.getByRole('button', { name: 'Submit evidence' });
  const dialog = page.getByRole('dialog');
  await submit.press('Enter');
  await dialog.getByRole('button', { name: 'Submit for good' }).press('Enter');
  await expect(dialog.getByRole('alert')).toContainText('is empty');
  await look(page);
  await page.keyboard.press('Escape');
  await expect(submit).toBeFocused();

  await main.getByLabel('Anything else').fill('winning_evidence');
  await main.getByRole('button', { name: 'Save draft' }).press('Enter');
  await expect(page.getByText('The evidence is saved as a draft')).toBeVisible();
  const file = main.getByLabel('PDF, PNG or JPEG up to 5 MB');
  const add = main.getByRole('button', { name: 'Add file' });
  await file.setInputFiles({ name: 'page.pdf', mimeType: 'application/pdf', buffer: Buffer.from('<html>') });
  await add.press('Enter');
  await expect(main.getByText('It is neither PDF, PNG nor JPEG')).toBeVisible();
  await look(page);
  await file.setInputFiles({ name: 'receipt.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7\n%%EOF\n') });
  await add.press('Enter');
  await expect(main.getByRole('listitem').filter({ hasText: 'receipt.pdf' })).toBeVisible();

  await submit.press('Enter');
  await dialog.getByRole('button', { name: 'Submit for good' }).press('Enter');
  await expect(dialog).toBeHidden();
  await expect(main.getByText('The bank has this evidence')).toBeVisible();
  await expect(main.getByText('Money given back')).toBeVisible({ timeout: 20_000 });
  await expect(main.getByText('Won').first()).toBeVisible();
  await expect(main.getByRole('button', { name: 'Submit evidence' })).toHaveCount(0);
  await look(page);
});

test('finance give in to a dispute, and hear of it by email', async ({ page }) => {
  const email = freshEmail('finance');
  await signIn(page, 'admin', { path: '/settings', title: 'Settings' });
  await page.getByLabel('Email for notices about money').fill('finance');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByText('Enter an email address')).toBeVisible();
  await look(page);
  await page.getByLabel('Email for notices about money').fill(email);
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByText('Settings saved')).toBeVisible();

  const product = await newProduct({ onHand: 5, amountMinor: 4_000 });
  const bought = await buy(product.variants[0]?.id ?? '', 1, { paymentMethodId: 'pm_card_createDispute' });
  const { number } = await untilOrder(bought.body.order, { status: 'confirmed' });
  const [opened] = await eventually(async () => {
    const mails = await mailsTo(email);
    expect(mails.map(({ subject }) => subject)).toEqual([`A bank disputes $45.99 of order ${number}`]);
    return mails;
  });
  const path = /payments\/disputes\/dsp_[0-9a-z]+/.exec(opened?.text ?? '')?.[0] ?? '';
  await signIn(page, 'finance', { path: `/${path}`, title: `Dispute of ${number}` });
  const main = page.locator('main');
  const dialog = page.getByRole('dialog');
  const accept = main.getByRole('button', { name: 'Accept dispute' });
  await accept.press('Enter');
  await expect(dialog).toContainText('The bank keeps $45.99');
  await look(page);
  await page.keyboard.press('Escape');
  await expect(accept).toBeFocused();
  await accept.press('Enter');
  await dialog.getByRole('button', { name: 'Accept for good' }).press('Enter');
  await expect(dialog).toBeHidden();
  await expect(main.getByText('Lost').first()).toBeVisible();
  await expect(main.getByText('Written off')).toBeVisible();
  await expect(main.getByRole('button', { name: /Accept|Submit/ })).toHaveCount(0);
  await look(page);
  await eventually(async () => {
    expect((await mailsTo(email)).map(({ subject }) => subject)).toContain(`The dispute of order ${number} is lost`);
  });
});

test('finance see payouts come back, and settle what differs with a reason', async ({ page }) => {
  // More than the fee of any dispute: something is to be paid out.
  const product = await newProduct({ onHand: 5, amountMinor: 90_000 });
  await untilOrder((await buy(product.variants[0]?.id ?? '')).body.order, { status: 'confirmed' });
  const { items } = await bank<{ items: { id: string }[] }>('payouts');
  await signIn(page, 'finance', { path: '/payments/payouts', title: 'Payouts' });
  const payout = page.getByRole('row').filter({ hasText: items[0]?.id ?? 'nothing was paid out' });
  const becomes = (text: string) =>
    expect(async () => {
      await page.reload();
      await expect(payout).toContainText(text, { timeout: 2_000 });
    }).toPass();
  await becomes('Paid');
  await bank(`payouts/${items[0]?.id}/fail`);
  await becomes('After it was paid');
  await look(page);

  const { id: subject } = await bank<{ id: string }>('drift', { add: { amount: -321, currency: 'usd', secondsAgo: 900 } });
  await visit(page, `${addresses.admin}/payments/reconciliation`, 'Reconciliation');
  await expect(page.getByText(/apart$/).first()).toBeVisible();
  const compare = page.getByRole('button', { name: 'Compare now' });
  await compare.press('Enter');
  await expect(page.getByText('The books of the last weeks are being compared')).toBeVisible();
  const found = page.getByRole('row').filter({ hasText: subject });
  await expect(found).toContainText('Movement without a booking', { timeout: 60_000 });
  await expect(found).toContainText('-$3.21');
  await look(page);

  const settle = found.getByRole('button', { name: /^Settle/ });
  const dialog = page.getByRole('dialog');
  await settle.press('Enter');
  await dialog.getByRole('button', { name: 'Settle', exact: true }).press('Enter');
  await expect(dialog.getByText('Say why, in a few words.')).toBeVisible();
  await expect(dialog.getByLabel('Reason')).toBeFocused();
  await look(page);
  await page.keyboard.type('a test of the books');
  await dialog.getByRole('button', { name: 'Settle', exact: true }).press('Enter');
  await expect(dialog).toBeHidden();
  await expect(found).toHaveCount(0);
  await page.getByLabel('State', { exact: true }).selectOption({ label: 'Settled' });
  await expect(found).toContainText('a test of the books (you)');
  await look(page);
});
