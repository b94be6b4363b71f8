import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { callerOf, openTestShop } from '../test-shop.ts';
import { seedCatalogue } from './seed-catalogue.ts';

let shop: Awaited<ReturnType<typeof openTestShop>>;
let folder: string;
const hash = 'c'.repeat(64);
beforeAll(async () => {
  shop = await openTestShop();
  folder = await mkdtemp(join(tmpdir(), 'tradewind-catalogue-'));
  await mkdir(join(folder, 'pictures'));
  await writeFile(join(folder, 'pictures', `${hash}-640.webp`), 'a picture');
  const price = { amountMinor: 1200, currency: 'USD' };
  const product = {
    slug: 'tea-pot',
    title: 'Tea Pot',
    description: 'Pours.',
    category: 'kitchen',
    options: [{ name: 'Color', values: ['Red', 'Blue'] }],
    pictures: [{ hash, width: 640, height: 640, alt: 'Tea Pot in red' }],
    variants: ['Red', 'Blue'].map((color, index) => ({
      sku: `TEA-${index}`,
      options: { Color: color },
      price,
      compareAtPrice: null,
      onHand: index * 3,
      picture: index === 0 ? hash : null,
    })),
  };
  const catalogue = { categories: [{ slug: 'kitchen', name: 'Kitchen', picture: hash }], products: [product] };
  await writeFile(join(folder, 'catalogue.json'), JSON.stringify(catalogue));
});
afterAll(async () => {
  await shop.close();
  await rm(folder, { recursive: true, force: true });
});

it('fills an empty catalogue once, also when two begin together', async () => {
  const added = await Promise.all([seedCatalogue(shop.services, folder), seedCatalogue(shop.services, folder)]);
  expect(added.toSorted()).toEqual([0, 1]);
  expect(await seedCatalogue(shop.services, folder)).toBe(0);
  expect(await readdir(shop.services.mediaDir)).toEqual([`${hash}-640.webp`]);
  const guest = callerOf(shop.services, 'guest');
  const shown = await guest.product.bySlug({ slug: 'tea-pot' });
  expect(shown.variants.map(({ title, available, image }) => [title, available, image?.alt])).toEqual([
    ['Red', 0, 'Tea Pot in red'],
    ['Blue', 3, undefined],
  ]);
  expect(await guest.product.list({ category: 'kitchen', query: 'teapot' })).toMatchObject({ total: 1 });
  expect((await guest.category.list()).items).toMatchObject([{ slug: 'kitchen', productCount: 1, image: { alt: 'Tea Pot in red' } }]);
});

it('says so when there is no catalogue', async () => {
  await expect(seedCatalogue(shop.services, join(folder, 'none'))).rejects.toThrow('ENOENT');
});
