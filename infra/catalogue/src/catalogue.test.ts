import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { demoCatalogue } from './catalogue.ts';
import { mainHue } from './hue.ts';
import { shotHash, takePicture } from './picture.ts';

const { catalogue, shots } = demoCatalogue();
const variants = catalogue.products.flatMap((product) => product.variants);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tradewind-pictures-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it('is a shop of 96 products in 8 categories, the same each time', () => {
  expect(demoCatalogue().catalogue).toEqual(catalogue);
  expect(catalogue.categories).toHaveLength(8);
  expect(catalogue.products).toHaveLength(96);
  expect(new Set(catalogue.products.map(({ slug }) => slug)).size).toBe(96);
  expect(new Set(catalogue.products.map(({ description }) => description)).size).toBe(96);
  for (const { description, pictures } of catalogue.products) {
    expect(description.split('\n\n')).toHaveLength(3);
    expect(pictures.length).toBeGreaterThanOrEqual(2);
  }
});

it('has plenty of most variants, few of some, none of a few', () => {
  expect(new Set(variants.map(({ sku }) => sku)).size).toBe(variants.length);
  const share = (test: (onHand: number) => boolean) => variants.filter(({ onHand }) => test(onHand)).length / variants.length;
  expect(share((onHand) => onHand === 0)).toBeGreaterThan(0.01);
  expect(share((onHand) => onHand === 0)).toBeLessThan(0.08);
  expect(share((onHand) => onHand >= 1 && onHand <= 40)).toBeGreaterThan(0.1);
  expect(share((onHand) => onHand > 40)).toBeGreaterThan(0.7);
  for (const { price, compareAtPrice } of variants) {
    if (compareAtPrice) expect(compareAtPrice.amountMinor).toBeGreaterThan(price.amountMinor);
  }
});

it('weighs what such things weigh', () => {
  const gramsOf = (slug: string) => catalogue.products.find((product) => product.slug === slug)?.variants[0]?.weightGrams;
  expect(['haven-sofa', 'rosehip-teapot', 'vesper-candle'].map(gramsOf)).toEqual([35_970, 980, 840]);
  for (const { weightGrams } of variants) expect(weightGrams).toBeGreaterThanOrEqual(50);
});

it('costs about the same in other currencies, in round sums', () => {
  const [chair] = catalogue.products.find(({ slug }) => slug === 'alder-dining-chair')?.variants ?? [];
  expect([chair?.price, ...(chair?.prices ?? [])].map((price) => `${price?.amountMinor} ${price?.currency}`)).toEqual([
    '15900 USD',
    '14600 EUR',
    '12600 GBP',
    '23850 JPY',
    '49300 KWD',
  ]);
});

it('takes each picture once, in three widths and in the colour that it is called', async () => {
  const shot = shots.find(({ colour }) => colour === 'Blue');
  if (!shot) throw new Error('nothing is blue');
  expect(await takePicture(folder, shot)).toBe(true);
  expect(await takePicture(folder, shot)).toBe(false);
  const hash = shotHash(shot);
  expect((await readdir(folder)).toSorted()).toEqual([320, 640, 1280].map((width) => `${hash}-${width}.webp`).toSorted());
  const file = await sharp(join(folder, `${hash}-1280.webp`)).toBuffer();
  expect(await sharp(file).metadata()).toMatchObject({ width: 1280, height: 1280, format: 'webp' });
  const { hue } = await mainHue(file);
  expect(Math.abs(hue - 265)).toBeLessThan(40);
});
