import { expect } from '@playwright/test';
import { newUuid } from '@tradewind/contracts/ids';
import { addresses } from '../addresses.ts';
import { discardAll, giveUp, newestAction, parkedOf, refuseDeductions, tellNonsense } from '../poison.ts';
import { bearer, buy, call, eventually, newProduct, stockOf, untilOrder } from '../shop.ts';
import { look } from './look.ts';
import { arrive, signIn, visit } from './pages.ts';
import { test } from './test.ts';

test('an administrator sees what is parked, mends the cause and replays it: it takes effect once, and is on record', async ({ page }) => {
  const product = await newProduct({ onHand: 5 });
  const variant = product.variants[0];
  const shelf = await refuseDeductions(variant?.id ?? '');
  const bought = await buy(variant?.id ?? '', 2);
  const { id: orderId } = await untilOrder(bought.body.order, { status: 'confirmed' });
  await giveUp('product', orderId);

  await signIn(page, 'admin', { path: '/system', title: 'System' });
  const services = page.getByRole('region', { name: 'Services' }).getByRole('row');
  await expect(services.filter({ hasText: 'Ready' })).toHaveCount(6);
  await expect(services.filter({ hasText: 'Product' })).toContainText('needs attention');
  const parked = page.getByRole('region', { name: 'Parked events' });
  await page.getByLabel('Order or other aggregate').fill(orderId);
  await expect(page).toHaveURL(new RegExp(`aggregate=${orderId}`));
  await page.getByLabel('State', { exact: true }).selectOption({ label: 'Needs attention' });
  await expect(parked.getByRole('row').filter({ hasText: 'order.confirmed' })).toHaveCount(1);
  await expect(parked.getByRole('row').filter({ hasText: 'order.confirmed' })).toContainText('the shelf is closed');
  await look(page);
  // The filters live in the address.
  await page.reload();
  await expect(parked.getByRole('row')).toHaveCount(2);
  await parked.getByRole('link', { name: 'order.confirmed' }).click();
  await arrive(page, 'order.confirmed');
  const main = page.locator('main');
  await expect(main.getByRole('alert')).toContainText('the shelf is closed');
  await expect(main.getByRole('alert')).toContainText('not tried again by itself');
  await expect(main.getByText(/^[0-9a-f]{32}$/)).toBeVisible();
  await expect(main.getByRole('region', { name: 'Payload' })).toContainText(`"orderId": "${orderId}"`);
  await expect(main.getByRole('button', { name: 'Copy the trace id' })).toBeVisible();
  expect(await stockOf(variant?.sku ?? '')).toMatchObject({ onHand: 5, reserved: 2 });

  // Too early: it fails again, and says when it is tried next.
  const replay = main.getByRole('button', { name: 'Replay' });
  await replay.click();
  await expect(page.getByText('1 event is tried now')).toBeVisible();
  await expect(main.getByText('It is tried again by itself')).toBeVisible();
  await giveUp('product', orderId);
  await shelf.mend();
  await replay.click();
  await arrive(page, 'This event is not parked');
  await eventually(async () => expect(await stockOf(variant?.sku ?? '')).toMatchObject({ onHand: 3, reserved: 0 }));
  expect(await parkedOf(orderId)).toEqual([]);

  await main.getByRole('link', { name: 'Audit log' }).click();
  await arrive(page, 'Audit log');
  const newest = page.getByRole('region', { name: 'Audit log' }).getByRole('row').nth(1);
  await expect(newest).toContainText('Replayed');
  await expect(newest).toContainText('Product');
  await expect(newest).toContainText('You');
});

test('an administrator replays all, and gives up with a reason what nobody can read', async ({ page }) => {
  const orderId = await tellNonsense();
  // Product and notification hear both events, payment the cancellation, and the order service too, for the figures of sales.
  await eventually(async () => expect(await parkedOf(orderId)).toHaveLength(6));
  await giveUp('product', orderId);

  await signIn(page, 'admin', { path: `/system?aggregate=${orderId}&service=product`, title: 'System' });
  const parked = page.getByRole('region', { name: 'Parked events' });
  await expect(parked.getByRole('row')).toHaveCount(3);
  const replayAll = page.getByRole('button', { name: 'Replay all' });
  const elsewhere = await newestAction('payment');
  await replayAll.press('Enter');
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('in Product');
  await expect(dialog).toContainText(orderId);
  await look(page);
  await page.keyboard.press('Escape');
  await expect(replayAll).toBeFocused();
  await replayAll.press('Enter');
  await dialog.getByRole('button', { name: 'Replay all' }).click();
  await expect(page.getByText('2 events are tried now')).toBeVisible();
  // What the list is not filtered to is left alone.
  expect(await newestAction('product')).toMatchObject({ action: 'replay', target: orderId, detail: { events: 2 } });
  expect(await newestAction('payment')).toEqual(elsewhere);
  await expect(parked.getByRole('row').filter({ hasText: 'order.confirmed' })).toContainText('Retrying');

  await parked.getByRole('link', { name: 'order.confirmed' }).click();
  await arrive(page, 'order.confirmed');
  await expect(page.getByRole('status').filter({ hasText: 'does not fit its schema' })).toContainText('lines');
  await expect(page.getByRole('listitem').getByRole('link', { name: 'order.cancelled' })).toBeVisible();
  await page.getByRole('button', { name: 'Discard' }).press('Enter');
  const reason = dialog.getByLabel('Reason');
  await dialog.getByRole('button', { name: 'Discard event' }).click();
  await expect(reason).toBeFocused();
  await expect(dialog).toContainText('Say why, in a few words.');
  await look(page);
  await reason.fill('It was never an order');
  await dialog.getByRole('button', { name: 'Discard event' }).click();
  await arrive(page, 'This event is not parked');
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await visit(page, `${addresses.admin}/system?service=product`, 'System');
  await replayAll.click();
  await expect(dialog).not.toContainText(orderId);
  await dialog.getByRole('button', { name: 'Replay all' }).click();
  await expect(dialog).toBeHidden();
  expect(await newestAction('product')).toMatchObject({ action: 'replay', target: 'all' });
  expect(await newestAction('payment')).toEqual(elsewhere);
  await visit(page, `${addresses.admin}/system?aggregate=${orderId}&service=product`, 'System');
  await expect(parked.getByRole('row')).toHaveCount(2);
  await expect(parked.getByRole('row').filter({ hasText: 'order.cancelled' })).toContainText('Retrying');

  await visit(page, `${addresses.admin}/system/actions?service=product`, 'Audit log');
  const newest = page.getByRole('region', { name: 'Audit log' }).getByRole('row').nth(2);
  await expect(newest).toContainText('Discarded');
  await expect(newest).toContainText('It was never an order');
  await newest.getByText('Error and event').click();
  await expect(newest.getByRole('region', { name: 'The discarded event' })).toContainText('"lines": "two of them"');
  await look(page);
  await discardAll(orderId);
});

test('a span of time is replayed for a service, and what is wrong with it stands at its field', async ({ page }) => {
  await signIn(page, 'admin', { path: '/system', title: 'System' });
  await page.getByRole('button', { name: 'Replay a time span' }).click();
  const dialog = page.getByRole('dialog');
  const send = dialog.getByRole('button', { name: 'Replay', exact: true });
  await send.click();
  await expect(dialog.getByLabel('Service')).toBeFocused();
  await expect(dialog).toContainText('Say where it begins.');
  await look(page);
  await dialog.getByLabel('Service').selectOption({ label: 'Product' });
  await dialog.getByLabel('From').fill('2020-01-01T00:00');
  await send.click();
  await expect(dialog.getByText(/^It is before .*keeps everything/)).toBeVisible();
  const lastHour = await page.evaluate(() => {
    const date = new Date(Date.now() - 3_600_000);
    return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
  });
  await dialog.getByLabel('From').fill(lastHour);
  await send.click();
  await expect(page.getByText(/^All [\d,]+ events of that time had taken effect before$/)).toBeVisible();
  await expect(dialog).toBeHidden();
  await page.getByRole('link', { name: 'Audit log' }).click();
  await arrive(page, 'Audit log');
  await expect(page.getByRole('region', { name: 'Audit log' }).getByRole('row').nth(1)).toContainText('Replayed a time span');
});

test('jobs are seen with what they found last', async ({ page }) => {
  await signIn(page, 'admin', { path: '/system', title: 'System' });
  await page.getByRole('link', { name: 'Jobs', exact: true }).click();
  const rows = page.getByRole('region', { name: 'Jobs' }).getByRole('row');
  await expect(rows.filter({ hasText: 'retention' })).toHaveCount(5);
  await expect(rows.filter({ hasText: 'expire-unpaid-orders' })).toContainText('Order');
  await arrive(page, 'Jobs');
  await page.getByLabel('Service', { exact: true }).selectOption({ label: 'Payment' });
  await expect(rows.filter({ hasText: 'match-processor' })).toHaveCount(1);
  await expect(rows.filter({ hasText: 'expire-unpaid-orders' })).toHaveCount(0);
});

test('the system is shown to nobody else', async ({ page }) => {
  await signIn(page, 'support', { path: '/system', title: 'This is not for your role' });
  const main = page.getByRole('navigation', { name: 'Main' });
  await expect(main.getByRole('link', { name: 'Orders' })).toBeVisible();
  await expect(main.getByRole('link', { name: 'System' })).toHaveCount(0);
  for (const path of ['/system/actions', '/system/jobs', `/system/parked/order/${newUuid()}`]) {
    await visit(page, `${addresses.admin}${path}`, 'This is not for your role');
  }
  const overview = await page.request.get(`${addresses.admin}/api/gateway/admin.system.overview`);
  expect(overview.status()).toBe(403);
  for (const name of ['support', 'catalog', 'warehouse', 'finance', 'shopper']) {
    const headers = await bearer(name);
    const direct = await fetch(`${addresses.gateway}/trpc/admin.system.overview`, { headers });
    expect(direct.status, name).toBe(403);
    expect((await call('GET', '/admin/system/dead-letters', { headers })).status, name).toBe(403);
    expect((await call('POST', '/admin/system/dead-letters/replay', { headers, body: { all: true } })).status, name).toBe(403);
  }
  expect((await call('POST', '/admin/system/dead-letters/replay', { body: { all: true } })).status).toBe(401);
});
