import type { settings } from '@tradewind/contracts/schemas';
import { eventually } from '@tradewind/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { guest, openShop, user } from '../test-kit.ts';

let shop: Awaited<ReturnType<typeof openShop>>;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());

const admin = user(['admin']);
const get = () => shop.as(admin, (api) => api.settings.get());
const update = (input: settings.UpdateSettingsInput, who = admin) => shop.as(who, (api) => api.settings.update(input));
const changes = (input: { limit?: number; cursor?: string; section?: settings.SettingsSection } = {}) =>
  shop.as(user(['support']), (api) => api.settings.changes(input));

describe('settings', () => {
  it('begin with what the shop had always done', async () => {
    const { store, delivery, tax } = await get();
    expect(store).toMatchObject({ version: 1, changedBy: 'system', value: { name: 'Tradewind', returnWindowDays: 30 } });
    expect(delivery.value.zones.map(({ id }) => id)).toEqual(['us', 'canada', 'europe', 'japan']);
    expect(tax.value.countries.map(({ country }) => country)).toEqual(['US', 'CA', 'GB', 'DE', 'FR', 'JP']);
    expect(await shop.as(guest, (api) => api.settings.shop())).toEqual({
      name: 'Tradewind',
      currencies: ['USD', 'EUR', 'GBP', 'JPY', 'KWD'],
      countries: ['US', 'CA', 'GB', 'DE', 'FR', 'JP'],
      returnWindowDays: 30,
    });
  });

  it('are changed in one part at a time, and only from what they were', async () => {
    const { store } = await get();
    const value = { ...store.value, name: 'Northwind', returnWindowDays: 14 };
    const input = { section: 'store', version: store.version, value } as const;
    const results = await Promise.allSettled([update(input), update(input), update(input)]);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const refused = results.flatMap((result) => (result.status === 'rejected' ? [result.reason.cause?.code] : []));
    expect(refused).toEqual(['CONFLICT', 'CONFLICT']);
    expect((await get()).store).toMatchObject({ value, version: store.version + 1 });
    expect((await shop.as(guest, (api) => api.settings.shop())).name).toBe('Northwind');
  });

  it('are known to every process within two seconds, and to the one that changed them at once', async () => {
    const elsewhere = shop.ctx.settings;
    const { tax } = await elsewhere.current();
    await shop.db.rows(`UPDATE setting SET value = '{"countries": []}', changed_by = 'test' WHERE section = 'tax'`);
    await eventually(async () => expect((await elsewhere.current()).tax.value.countries).toEqual([]), { timeoutMs: 2_000 });
    await update({ section: 'tax', version: tax.version, value: tax.value });
    expect((await elsewhere.current()).tax.value).toEqual(tax.value);
  });

  it('tell who changed what, when, from what to what, for ever', async () => {
    const { store } = await get();
    const value = { ...store.value, name: 'Tradewind' };
    await update({ section: 'store', version: store.version, value });
    const { items } = await changes({ section: 'store' });
    expect(items[0]).toMatchObject({ section: 'store', actor: expect.stringMatching(/usr_/), before: store.value, after: value });
    expect(items.at(-1)).toMatchObject({ actor: 'system', before: null });
    const first = await changes({ limit: 1 });
    expect(first.nextCursor).not.toBeNull();
    expect((await changes({ limit: 1, cursor: first.nextCursor ?? '' })).items[0]?.id).not.toBe(first.items[0]?.id);
    await expect(changes({ cursor: 'x' })).rejects.toThrow('cursor:');
    for (const text of ['UPDATE setting_change SET actor = $1', 'DELETE FROM setting_change WHERE actor <> $1']) {
      await expect(shop.db.rows(text, ['me'])).rejects.toThrow('never changed');
    }
  });

  it('refuse what does not fit together, naming the field', async () => {
    const { delivery, tax, store } = await get();
    const [zone] = delivery.value.zones;
    const [option] = zone?.options ?? [];
    const [price] = option?.prices ?? [];
    if (!zone || !option || !price) throw new Error('there is a zone');
    const zones = (changed: typeof zone, ...more: (typeof zone)[]) =>
      update({ section: 'delivery', version: delivery.version, value: { zones: [changed, ...more] } });
    const priced = (changed: typeof price) => zones({ ...zone, options: [{ ...option, prices: [changed] }] });
    const issues = (call: Promise<unknown>) =>
      call.then(
        () => 'taken',
        (error: { cause?: { extras?: { errors?: { path: string; message: string }[] } } }) => error.cause?.extras?.errors?.[0],
      );
    expect(await issues(zones(zone, { ...zone, id: 'again' }))).toEqual({
      path: 'value.zones.1.places.0.country',
      message: 'is there already',
    });
    expect(await issues(zones({ ...zone, options: [option, option] }))).toMatchObject({ path: 'value.zones.0.options.1.id' });
    const steps = 'value.zones.0.options.0.prices.0.steps';
    expect(await issues(priced({ ...price, steps: [{ from: 5, amountMinor: 1 }] }))).toMatchObject({ path: `${steps}.0.from` });
    const falling = [0, 9, 9].map((from) => ({ from, amountMinor: 1 }));
    expect(await issues(priced({ ...price, steps: falling }))).toMatchObject({ path: `${steps}.2.from` });
    const [country] = tax.value.countries;
    if (!country) throw new Error('there is a country');
    const doubled = { ...country, rates: [...country.rates, ...country.rates] };
    expect(await issues(update({ section: 'tax', version: tax.version, value: { countries: [doubled] } }))).toMatchObject({
      path: expect.stringMatching(/^value\.countries\.0\.rates\.\d+\.regions$/),
    });
    const currencies = { ...store.value, currencies: ['USD', 'USD'] as ['USD', 'USD'] };
    expect(await issues(update({ section: 'store', version: store.version, value: currencies }))).toMatchObject({
      path: 'value.currencies.1',
    });
    expect((await get()).delivery).toEqual(delivery);
  });

  it('are for staff to see and for administrators to change', async () => {
    const { store } = await get();
    for (const who of [guest, user(), user(['finance'])]) {
      const code = who === guest ? 'UNAUTHENTICATED' : 'FORBIDDEN';
      await expect(update({ section: 'store', version: store.version, value: store.value }, who)).rejects.toMatchObject({
        cause: { code },
      });
    }
    await expect(shop.as(user(), (api) => api.settings.get())).rejects.toMatchObject({ cause: { code: 'FORBIDDEN' } });
    expect((await shop.as(user(['warehouse']), (api) => api.settings.get())).store.version).toBe(store.version);
  });

  it('say which currencies carts may be in', async () => {
    await expect(shop.as(guest, (api) => api.cart.create({ currency: 'CHF' }))).rejects.toThrow('currency: is none of USD, EUR, GBP');
  });
});
