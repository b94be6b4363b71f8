import { newId } from '@tradewind/contracts/ids';
import { product as schemas } from '@tradewind/contracts/schemas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import type { Services } from '../services.ts';
import { addProduct, callerOf, openTestShop, productInput } from '../test-shop.ts';
import { listProducts } from './list-products.ts';
import { suggestProducts } from './suggest-products.ts';

let shop: Awaited<ReturnType<typeof openTestShop>>;
let services: Services;
const rooms = newId('category');
const seats = newId('category');

const list = (input: z.input<typeof schemas.productListInput> = {}) => listProducts(services, schemas.productListInput.parse(input));
const titles = async (input: z.input<typeof schemas.productListInput>) => (await list(input)).items.map((item) => item.title);
const facet = async (name: string, input: z.input<typeof schemas.productListInput> = {}) =>
  Object.fromEntries(((await list(input)).facets.find((of) => of.name === name)?.values ?? []).map(({ value, count }) => [value, count]));

async function shirt(title: string, colors: string[], { cents = 2500, onHand = 5 } = {}) {
  const base = productInput().variants[0]?.sku ?? '';
  return await addProduct(services, {
    title,
    options: [{ name: 'Color', values: colors }],
    variants: colors.map((color) => ({
      sku: `${base}-${color.toUpperCase()}`,
      options: { Color: color },
      price: { amountMinor: cents, currency: 'USD' },
      compareAtPrice: { amountMinor: cents + 500, currency: 'USD' },
      prices: [],
      onHand,
      weightGrams: 180,
    })),
  });
}

beforeAll(async () => {
  shop = await openTestShop();
  services = shop.services;
  await services.prisma.category.createMany({
    data: [
      { id: rooms, slug: 'rooms', name: 'Rooms' },
      { id: seats, slug: 'seats', name: 'Seats', parentId: rooms },
    ],
  });
  await shirt('Crème Shirt', ['Blue', 'Red'], { cents: 2500 });
  await shirt('Linen Shirt', ['Blue'], { cents: 7500, onHand: 0 });
  await addProduct(services, { title: 'Wireless Headphones', cents: 19900, description: 'They cancel noise.' });
  await addProduct(services, { title: 'Oak Chair', cents: 9900, categoryId: seats, description: 'Made for running away from a desk.' });
  await addProduct(services, { title: 'Velvet Sofa', cents: 89900, categoryId: rooms });
  await addProduct(services, { title: 'Hidden Sofa', cents: 100, categoryId: rooms, status: 'draft' });
}, 60_000);
afterAll(() => shop.close());

describe('search', () => {
  it.each([
    ['headphones', ['Wireless Headphones']],
    ['Headph', ['Wireless Headphones']],
    ['headfones', ['Wireless Headphones']],
    ['wireles hedphones', ['Wireless Headphones']],
    ['creme', ['Crème Shirt']],
    ['crème shirts', ['Crème Shirt']],
    ['chairs in oak', ['Oak Chair']],
    ['velvet xqzwv', ['Velvet Sofa']],
    ['xqzwv', []],
    ['the', []],
    ["' | & ! :* (", []],
  ])('finds %s', async (query, expected) => {
    const found = await titles({ query });
    if (expected.length > 0) expect(found[0]).toBe(expected[0]);
    else expect(found.length === 0 || /^\W+$/.test(query)).toBe(true);
  });

  it('puts a match in the title before one in the text', async () => {
    await addProduct(services, { title: 'Noise Machine', cents: 500 });
    expect(await titles({ query: 'noise' })).toEqual(['Noise Machine', 'Wireless Headphones']);
  });

  it('suggests while one types', async () => {
    expect((await suggestProducts(services, { query: 'shi', limit: 6 })).items.map((item) => item.title).toSorted()).toEqual([
      'Crème Shirt',
      'Linen Shirt',
    ]);
    expect((await suggestProducts(services, { query: 'shi', limit: 1 })).items).toHaveLength(1);
  });
});

describe('filters and facets', () => {
  it('counts a category and those below it, and leaves drafts out', async () => {
    expect((await titles({ category: 'rooms' })).toSorted()).toEqual(['Oak Chair', 'Velvet Sofa']);
    expect(await facet('category')).toEqual({ rooms: 2, seats: 1 });
    expect(await titles({ category: 'no-such' })).toEqual([]);
    const { items } = await callerOf(services, 'guest').category.list();
    expect(items.map(({ slug, parentId, productCount }) => [slug, parentId, productCount])).toEqual([
      ['rooms', null, 2],
      ['seats', rooms, 1],
    ]);
  });

  it('widens within an option and narrows between filters', async () => {
    expect((await titles({ options: 'color:Blue' })).toSorted()).toEqual(['Crème Shirt', 'Linen Shirt']);
    expect(await titles({ options: 'Color:Red' })).toEqual(['Crème Shirt']);
    expect((await list({ options: 'color:Blue,color:Red' })).total).toBe(2);
    expect(await titles({ options: 'color:Blue', inStock: 'true' })).toEqual(['Crème Shirt']);
    expect(await titles({ options: 'color:Blue,size:M' })).toEqual([]);
    // What choosing another colour as well would give.
    expect(await facet('color', { options: 'color:Red' })).toEqual({ Blue: 2, Red: 1 });
    expect(await facet('availability', { options: 'color:Blue', inStock: true })).toEqual({ true: 1, false: 1 });
  });

  it('narrows by price, both ends included', async () => {
    expect((await titles({ minPrice: 2500, maxPrice: 7500 })).toSorted()).toEqual(['Crème Shirt', 'Linen Shirt']);
    expect(await facet('price')).toEqual({ '0-2499': 1, '2500-4999': 1, '5000-9999': 2, '10000-19999': 1, '20000-': 1 });
    expect((await list()).facets.find(({ name }) => name === 'price')?.values.map(({ label }) => label)).toEqual([
      'Under $25.00',
      '$25.00 to $50.00',
      '$50.00 to $100.00',
      '$100.00 to $200.00',
      '$200.00 and more',
    ]);
  });

  it('refuses options that are none', async () => {
    await expect(list({ options: 'blue' })).rejects.toMatchObject({ code: 'INVALID_INPUT', extras: { errors: [{ path: 'options' }] } });
  });
});

describe('pages', () => {
  it.each(['relevance', 'newest', 'price_asc', 'price_desc', 'rating'] as const)('walks through %s without a gap', async (sort) => {
    const whole = await list({ sort });
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await list({ sort, limit: 2, cursor });
      expect(page.total).toBe(whole.total);
      seen.push(...page.items.map((item) => item.id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(seen).toEqual(whole.items.map((item) => item.id));
    expect(whole.total).toBe(6);
  });

  it('tells the lowest price in each other currency', async () => {
    const made = await shirt('Euro Shirt', ['Blue', 'Red']);
    const eur = (amountMinor: number) => ({ amountMinor, currency: 'EUR' as const });
    const yen = { amountMinor: 400, currency: 'JPY' as const };
    const [blue, red] = made.variants.map(({ id }) => id);
    if (!blue || !red) throw new Error('there are two');
    const staff = callerOf(services, { role: 'catalog' }).staff;
    await staff.updateVariant({ variantId: blue, prices: [eur(2_400)] });
    await staff.updateVariant({ variantId: red, prices: [eur(2_100), yen] });
    const pricesOf = async () => (await list({ query: 'Euro Shirt' })).items.find(({ id }) => id === made.id)?.prices;
    expect(await pricesOf()).toEqual(expect.arrayContaining([eur(2_100), yen]));
    await staff.updateVariant({ variantId: red, prices: [] });
    expect(await pricesOf()).toEqual([eur(2_400)]);
    await staff.update({ productId: made.id, status: 'draft' });
  });

  it('sorts by price', async () => {
    const prices = (await list({ sort: 'price_asc' })).items.map((item) => item.price.amountMinor);
    expect(prices).toEqual(prices.toSorted((a, b) => a - b));
    expect((await list({ sort: 'price_desc' })).items[0]).toMatchObject({ title: 'Velvet Sofa', inStock: true, image: null, rating: null });
  });

  it('refuses a cursor that was changed, or is of another list', async () => {
    const { nextCursor } = await list({ sort: 'price_asc', limit: 1 });
    const cursor = nextCursor ?? '';
    const refused = { code: 'INVALID_INPUT', extras: { errors: [{ path: 'cursor' }] } };
    for (const changed of [`x${cursor}`, cursor.slice(0, -1), `${cursor}.x`, 'nonsense', '.']) {
      await expect(list({ sort: 'price_asc', limit: 1, cursor: changed })).rejects.toMatchObject(refused);
    }
    await expect(list({ sort: 'newest', limit: 1, cursor })).rejects.toMatchObject(refused);
  });
});

describe('a product', () => {
  it('is shown with its variants', async () => {
    const guest = callerOf(services, 'guest');
    const shown = await guest.product.bySlug({ slug: 'creme-shirt' });
    expect(shown).toMatchObject({
      title: 'Crème Shirt',
      options: [{ name: 'Color', values: ['Blue', 'Red'] }],
      category: null,
      images: [],
      variants: [
        { title: 'Blue', price: { amountMinor: 2500, currency: 'USD' }, compareAtPrice: { amountMinor: 3000 }, available: 5 },
        { title: 'Red' },
      ],
    });
    await expect(guest.product.bySlug({ slug: 'hidden-sofa' })).rejects.toMatchObject({ cause: { code: 'NOT_FOUND' } });
    await expect(guest.product.bySlug({ slug: 'No Slug' })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });

  it('is recommended beside what is like it', async () => {
    const guest = callerOf(services, 'guest');
    const { items } = await guest.product.recommendations({ slug: 'creme-shirt', limit: 3 });
    expect(items).toHaveLength(3);
    expect(items.map((item) => item.slug)).not.toContain('creme-shirt');
    await expect(guest.product.recommendations({ slug: 'no-such' })).rejects.toMatchObject({ cause: { code: 'NOT_FOUND' } });
  });

  it('is told to carts by its variants, unless it is withdrawn', async () => {
    const hidden = await addProduct(services, { status: 'archived' });
    const visible = await callerOf(services, 'guest').product.bySlug({ slug: 'creme-shirt' });
    const plain = await addProduct(services, { title: 'Plain Thing' });
    const ids = [visible.variants[1]?.id, hidden.variants[0]?.id, newId('variant'), visible.variants[0]?.id, plain.variants[0]?.id].filter(
      (id) => id !== undefined,
    );
    const { items } = await callerOf(services, { service: 'order' }).variant.forSale({ variantIds: ids });
    expect(items.map(({ variantTitle, title, available }) => [title, variantTitle, available])).toEqual([
      ['Crème Shirt', 'Red', 5],
      ['Crème Shirt', 'Blue', 5],
      // Nothing to choose, so nothing to tell it apart by.
      ['Plain Thing', '', 10],
    ]);
  });

  it('say what delivery, tax and promotions ask of them', async () => {
    const [above, below] = [newId('category'), newId('category')];
    await services.prisma.category.create({ data: { id: above, slug: 'wear', name: 'Wear' } });
    await services.prisma.category.create({ data: { id: below, slug: 'gloves', name: 'Gloves', parentId: above } });
    const made = await addProduct(services, { categoryId: below, taxClass: 'reduced' });
    const { items } = await callerOf(services, { service: 'order' }).variant.forSale({ variantIds: made.variants.map(({ id }) => id) });
    expect(items).toMatchObject([{ taxClass: 'reduced', weightGrams: 500, categoryIds: [below, above] }]);
  });
});
