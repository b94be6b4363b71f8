import { newId } from '@tradewind/contracts/ids';
import type { product } from '@tradewind/contracts/schemas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Services } from '../services.ts';
import { addProduct, callerOf, eventsOf, forgetAnswer, openTestShop, productInput } from '../test-shop.ts';
import { freeSlug, slugOf } from './slug.ts';

let shop: Awaited<ReturnType<typeof openTestShop>>;
let services: Services;
let staff: ReturnType<typeof callerOf>['staff'];
const category = newId('category');
const media = newId('media');
beforeAll(async () => {
  shop = await openTestShop();
  services = shop.services;
  staff = callerOf(services, { role: 'catalog' }).staff;
  await services.prisma.category.create({ data: { id: category, slug: 'things', name: 'Things' } });
  await services.prisma.media.create({ data: { id: media, hash: 'a'.repeat(64), width: 640, height: 480, alt: 'A thing' } });
});
afterAll(() => shop.close());

const usd = (amountMinor: number) => ({ amountMinor, currency: 'USD' as const });
const variant = (sku: string, options: Record<string, string>, changes: object = {}) => ({
  sku,
  options,
  price: usd(1000),
  compareAtPrice: null,
  prices: [],
  onHand: 1,
  weightGrams: 500,
  ...changes,
});

describe('creating a product', () => {
  it('makes its variants, stock, listing and event', async () => {
    const made = await staff.create({
      title: 'Café Table',
      description: 'Round.\n\nSteady.',
      categoryId: category,
      status: 'active',
      options: [{ name: 'Size', values: ['S', 'L'] }],
      variants: [variant('TABLE-S', { Size: 'S' }, { onHand: 4 }), variant('TABLE-L', { Size: 'L' }, { price: usd(1500) })],
      mediaIds: [media],
    });
    expect(made).toMatchObject({
      slug: 'cafe-table',
      category: { slug: 'things' },
      images: [{ id: media, url: `http://shop.test/media/${'a'.repeat(64)}-640.webp`, alt: 'A thing', width: 640, height: 480 }],
      variants: [
        { sku: 'TABLE-S', title: 'S', onHand: 4, reserved: 0, available: 4 },
        { sku: 'TABLE-L', price: usd(1500) },
      ],
    });
    expect(await eventsOf(services, 'product.changed')).toContainEqual({
      productId: made.id,
      slug: 'cafe-table',
      categorySlugs: ['things'],
      status: 'active',
    });
    const { items } = await callerOf(services, 'guest').product.list({ query: 'cafe' });
    expect(items[0]).toMatchObject({ id: made.id, price: usd(1000), image: { alt: 'A thing' }, inStock: true });
    expect(await staff.get({ productId: made.id })).toEqual(made);
    const again = await staff.create(productInput({ title: 'Café Table' }));
    expect(again.slug).toBe('cafe-table-2');
  });

  it.each<[string, Partial<product.CreateProductInput>, string[]]>([
    ['an option value that is none', { variants: [variant('BAD-1', { Size: 'XL' })] }, ['variants.0.options.Size']],
    ['an option that is none', { variants: [variant('BAD-1', { Size: 'S', Fit: 'Wide' })] }, ['variants.0.options.Fit']],
    ['an option left out', { variants: [variant('BAD-1', {})] }, ['variants.0.options.Size']],
    ['the same choice twice', { variants: [variant('BAD-1', { Size: 'S' }), variant('BAD-2', { Size: 'S' })] }, ['variants.1.options']],
    ['the same SKU twice', { variants: [variant('BAD-1', { Size: 'S' }), variant('BAD-1', { Size: 'L' })] }, ['variants.1.sku']],
    [
      'two currencies',
      {
        variants: [
          variant('BAD-1', { Size: 'S' }, { compareAtPrice: { amountMinor: 1, currency: 'EUR' } }),
          variant('BAD-2', { Size: 'L' }, { price: { amountMinor: 1, currency: 'JPY' } }),
        ],
      },
      ['variants.0.compareAtPrice.currency', 'variants.1.price.currency'],
    ],
    [
      'an option twice',
      {
        options: [
          { name: 'Size', values: ['S'] },
          { name: 'size', values: ['S'] },
        ],
      },
      ['options.1.name', 'variants.0.options.size'],
    ],
    ['a value twice', { options: [{ name: 'Size', values: ['S', 'S'] }] }, ['options.0.values.1']],
    [
      'a colon in a name',
      { options: [{ name: 'Si:ze', values: ['S'] }], variants: [variant('BAD-1', { 'Si:ze': 'S' })] },
      ['options.0.name'],
    ],
    ['an unknown category', { categoryId: newId('category') }, ['categoryId']],
    ['an unknown picture', { mediaIds: [media, newId('media')] }, ['mediaIds.1']],
    ['a picture twice', { mediaIds: [media, media] }, ['mediaIds.1']],
  ])('refuses %s', async (_what, changes, paths) => {
    const options = [{ name: 'Size', values: ['S', 'L'] }];
    const input = { title: 'Bad', options, variants: [variant('BAD-1', { Size: 'S' })], ...changes };
    await expect(staff.create(input)).rejects.toMatchObject({
      cause: { code: 'INVALID_INPUT', extras: { errors: paths.map((path) => expect.objectContaining({ path })) } },
    });
    expect(await services.prisma.product.count({ where: { title: 'Bad' } })).toBe(0);
  });

  it('names the SKU and the slug that are taken, also when two come at once', async () => {
    const { slug, variants } = await addProduct(services);
    const taken = productInput({ slug, variants: [variant(variants[0]?.sku ?? '', {})] });
    await expect(staff.create(taken)).rejects.toMatchObject({
      cause: { code: 'CONFLICT', extras: { errors: [{ path: 'variants.0.sku' }, { path: 'slug' }] } },
    });
    const same = productInput({ slug: 'race' });
    const results = await Promise.allSettled([staff.create(same), staff.create(same), staff.create(same)]);
    const reasons = results.flatMap((result) => (result.status === 'rejected' ? [result.reason.cause.code] : []));
    expect(reasons).toEqual(['CONFLICT', 'CONFLICT']);
  });

  it('makes one under one key, also when nobody could say that it was done', async () => {
    const input = { ...productInput({ title: 'Once' }), idempotencyKey: 'once' };
    const made = await staff.create(input);
    expect(await staff.create(input)).toEqual(made);
    await forgetAnswer(services, 'once');
    expect(await staff.create(input)).toEqual(made);
    await expect(staff.create({ ...input, title: 'Twice' })).rejects.toMatchObject({ cause: { code: 'IDEMPOTENCY_MISMATCH' } });
    expect(await services.prisma.product.count({ where: { title: 'Once' } })).toBe(1);
  });
});

describe('changing a product', () => {
  it('changes what is given and leaves the rest', async () => {
    const made = await addProduct(services, { title: 'Old Name', categoryId: category });
    expect(made.taxClass).toBe('standard');
    const changed = await staff.update({ productId: made.id, title: 'New Name', categoryId: null, taxClass: 'reduced', mediaIds: [media] });
    expect(changed.taxClass).toBe('reduced');
    expect(changed).toMatchObject({
      title: 'New Name',
      slug: made.slug,
      description: made.description,
      categoryId: null,
      images: [{ id: media }],
    });
    const told = (await eventsOf(services, 'product.changed')).filter((data) => data.productId === made.id);
    expect(told.at(-1)).toMatchObject({ categorySlugs: ['things'], status: 'active' });
    await staff.update({ productId: made.id, status: 'archived', mediaIds: [] });
    const { items } = await callerOf(services, 'guest').product.list({ query: 'New Name' });
    expect(items.map((item) => item.id)).not.toContain(made.id);
    await expect(staff.update({ productId: made.id, mediaIds: [newId('media')] })).rejects.toMatchObject({
      cause: { extras: { errors: [{ path: 'mediaIds.0' }] } },
    });
    await expect(staff.update({ productId: newId('product'), title: 'Nobody' })).rejects.toMatchObject({ cause: { code: 'NOT_FOUND' } });
    await expect(staff.get({ productId: newId('product') })).rejects.toMatchObject({ cause: { code: 'NOT_FOUND' } });
  });

  it('changes a price, in the currency of the product alone', async () => {
    const made = await addProduct(services, { cents: 2000 });
    const variantId = made.variants[0]?.id ?? newId('variant');
    const changed = await staff.updateVariant({ variantId, price: usd(1800), compareAtPrice: usd(2000), weightGrams: 1_250 });
    expect(changed.variants[0]).toMatchObject({ weightGrams: 1_250, prices: [] });
    const [euros, yen] = [
      { amountMinor: 1_650, currency: 'EUR' as const },
      { amountMinor: 270, currency: 'JPY' as const },
    ];
    expect((await staff.updateVariant({ variantId, prices: [yen, euros] })).variants[0]?.prices).toEqual([euros, yen]);
    for (const prices of [[usd(1)], [yen, yen]]) {
      await expect(staff.updateVariant({ variantId, prices })).rejects.toMatchObject({ cause: { code: 'INVALID_INPUT' } });
    }
    const sale = (currency?: 'EUR' | 'GBP') =>
      callerOf(services, { service: 'order' }).variant.forSale({ variantIds: [variantId], currency });
    expect((await sale('EUR')).items).toMatchObject([{ price: euros }]);
    expect((await sale('GBP')).items).toMatchObject([{ price: usd(1800) }]);
    expect((await sale()).items).toMatchObject([{ price: usd(1800) }]);
    expect(changed.variants[0]).toMatchObject({ price: usd(1800), compareAtPrice: usd(2000) });
    expect((await staff.updateVariant({ variantId, compareAtPrice: null })).variants[0]).toMatchObject({
      price: usd(1800),
      compareAtPrice: null,
    });
    await expect(staff.updateVariant({ variantId, price: { amountMinor: 5, currency: 'EUR' } })).rejects.toMatchObject({
      cause: { code: 'INVALID_INPUT', extras: { errors: [{ path: 'price.currency' }] } },
    });
    await expect(staff.updateVariant({ variantId: newId('variant'), price: usd(1) })).rejects.toMatchObject({
      cause: { code: 'NOT_FOUND' },
    });
    const [listing] = await services.db.rows('SELECT price_minor FROM listing WHERE product_id = $1', [made.id]);
    expect(listing).toEqual({ price_minor: 1800 });
  });
});

describe('the list of staff', () => {
  it('finds by words, SKU, status, category and what is left, page by page', async () => {
    const draft = await addProduct(services, { title: 'Zeppelin', status: 'draft', categoryId: category, onHand: 2 });
    const sku = draft.variants[0]?.sku ?? '';
    for (const input of [
      { query: 'zeplin' },
      { query: sku.toLowerCase() },
      { status: 'draft' as const },
      { category: 'things', availableAtMost: 2, status: 'draft' as const },
    ]) {
      expect((await staff.list(input)).items.map((item) => item.id)).toContain(draft.id);
    }
    expect((await staff.list({ query: 'zeppelin' })).items[0]).toMatchObject({ status: 'draft', variantCount: 1, available: 2 });
    const whole = await staff.list({ limit: 100 });
    const first = await staff.list({ limit: 2 });
    const second = await staff.list({ limit: 2, cursor: first.nextCursor ?? '' });
    expect([...first.items, ...second.items]).toEqual(whole.items.slice(0, 4));
    expect(first.total).toBe(whole.items.length);
    await expect(staff.list({ cursor: 'x' })).rejects.toMatchObject({ cause: { extras: { errors: [{ path: 'cursor' }] } } });
  });
});

it('makes slugs', () => {
  expect(slugOf('Crème brûlée, 2 × 100 g!')).toBe('creme-brulee-2-100-g');
  expect(slugOf('茶')).toBe('product');
  expect(freeSlug('a', new Set(['a', 'a-2']))).toBe('a-3');
});
