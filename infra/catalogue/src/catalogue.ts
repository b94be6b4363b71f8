import type { Money } from '@tradewind/money';
import type { ColourName } from './colours.ts';
import { type CategoryDefinition, type ProductDefinition, sizeRuns } from './definition.ts';
import { type Shot, shotHash } from './picture.ts';
import { accessories } from './products/accessories.ts';
import { clothing } from './products/clothing.ts';
import { electronics } from './products/electronics.ts';
import { home } from './products/home.ts';
import { kitchen } from './products/kitchen.ts';
import { music } from './products/music.ts';
import { outdoors } from './products/outdoors.ts';
import { shoes } from './products/shoes.ts';
import { chance, openingStock } from './stock.ts';

interface CataloguePicture {
  hash: string;
  width: number;
  height: number;
  alt: string;
}

interface CatalogueVariant {
  sku: string;
  options: Record<string, string>;
  price: Money;
  compareAtPrice: Money | null;
  /** In other currencies. */
  prices: Money[];
  onHand: number;
  weightGrams: number;
  /** The picture of its colour. */
  picture: string | null;
}

export interface CatalogueProduct {
  slug: string;
  title: string;
  description: string;
  category: string;
  options: { name: string; values: string[] }[];
  pictures: CataloguePicture[];
  variants: CatalogueVariant[];
}

export interface Catalogue {
  categories: { slug: string; name: string; picture: string }[];
  products: CatalogueProduct[];
}

const definitions: readonly CategoryDefinition[] = [shoes, clothing, accessories, electronics, music, home, kitchen, outdoors];

function usd(amountMinor: number): Money {
  return { amountMinor, currency: 'USD' };
}

function slugOf(title: string): string {
  const plain = title.normalize('NFKD').replace(/[\p{M}’.]/gu, '');
  return plain.toLowerCase().replace(/[^a-z0-9]+/g, '-');
}

interface Taken {
  readonly shot: Shot;
  readonly picture: CataloguePicture;
}

function take(shot: Shot, alt: string): Taken {
  return { shot, picture: { hash: shotHash(shot), width: 640, height: 640, alt } };
}

/** The colour's name, and what the object is coloured: nothing for the first, which is its own. */
function coloursOf({ colours = [] }: ProductDefinition): { name: ColourName; paint?: ColourName }[] {
  return colours.map((written, index) => {
    const coloured = written.startsWith('=') || index > 0;
    // The cast: what follows `=` is a colour's name by the type of `written`.
    const name = written.replace('=', '') as ColourName;
    return coloured ? { name, paint: name } : { name };
  });
}

/** A picture of each colour from the front; where there are fewer than three, one that is closer and tilted as well. */
function picturesOf(product: ProductDefinition): { byColour: Map<ColourName, Taken>; all: Taken[] } {
  const { object, title, backdrop = 'Grey' } = product;
  const looks = coloursOf(product);
  const byColour = new Map(
    looks.map(({ name, paint }) => [
      name,
      take({ object, colour: paint, backdrop: name, scale: 0.72, angle: 0 }, `${title} in ${name.toLowerCase()}`),
    ]),
  );
  const tilt = chance(`tilt ${title}`) < 0.5 ? -9 : 9;
  const closer = take({ object, colour: looks[0]?.paint, backdrop: 'Sand', scale: 0.86, angle: tilt }, `${title}, closer and tilted`);
  if (byColour.size > 0) return { byColour, all: byColour.size < 3 ? [...byColour.values(), closer] : [...byColour.values()] };
  return { byColour, all: [take({ object, backdrop, scale: 0.72, angle: 0 }, title), closer] };
}

function variantsOf(
  product: ProductDefinition,
  { code, gramsPerDollar }: Pick<CategoryDefinition, 'code' | 'gramsPerDollar'>,
  byColour: ReadonlyMap<ColourName, Taken>,
): CatalogueVariant[] {
  const sizes: readonly (string | null)[] = product.sizes ? sizeRuns[product.sizes] : [null];
  const colours: readonly (ColourName | null)[] = byColour.size > 0 ? [...byColour.keys()] : [null];
  return colours.flatMap((colour) =>
    sizes.map((size, step) => {
      const parts = [code, colour?.slice(0, 3), size?.replace('Set of ', 'X')].filter((part) => part !== undefined && part !== null);
      const sku = parts.join('-').toUpperCase();
      const factor = priceFactor(product.sizes, step);
      return {
        sku,
        options: { ...(colour ? { Color: colour } : {}), ...(size ? { Size: size } : {}) },
        price: usd(round(product.price * factor)),
        compareAtPrice: product.was === undefined ? null : usd(round(product.was * factor)),
        prices: abroad(round(product.price * factor)),
        onHand: openingStock(sku),
        weightGrams: weightOf(product.price * factor, gramsPerDollar),
        picture: (colour && byColour.get(colour)?.picture.hash) ?? null,
      };
    }),
  );
}

/** Larger ones and sets cost more; clothes and shoes cost the same in all sizes. */
function priceFactor(sizes: ProductDefinition['sizes'], step: number): number {
  if (sizes === 'home') return 1 + step * 0.3;
  if (sizes === 'sets') return [1, 1.9, 3.6][step] ?? 1;
  return 1;
}

/** What a dollar is abroad, by fixed factors, and to which minor units prices are rounded there. */
const rates = [
  { currency: 'EUR', perCent: 0.92, step: 100 },
  { currency: 'GBP', perCent: 0.79, step: 100 },
  { currency: 'JPY', perCent: 1.5, step: 10 },
  { currency: 'KWD', perCent: 3.1, step: 100 },
] as const;

function abroad(cents: number): Money[] {
  return rates.map(({ currency, perCent, step }) => ({ currency, amountMinor: Math.max(1, Math.round((cents * perCent) / step)) * step }));
}

/** Full tens of grams. A letter weighs fifty. */
function weightOf(cents: number, gramsPerDollar: number): number {
  return Math.max(50, Math.round((cents * gramsPerDollar) / 1_000) * 10);
}

/** Prices of the demo end in whole dollars, as its definitions do. */
function round(cents: number): number {
  return Math.round(cents / 100) * 100;
}

function productOf(product: ProductDefinition, category: CategoryDefinition, index: number): { product: CatalogueProduct; shots: Shot[] } {
  const { byColour, all } = picturesOf(product);
  const variants = variantsOf(product, { ...category, code: `${category.code}-${101 + index}` }, byColour);
  const closing = category.closings[index % category.closings.length] ?? '';
  const options = [
    { name: 'Color', values: [...byColour.keys()] },
    { name: 'Size', values: product.sizes ? [...sizeRuns[product.sizes]] : [] },
  ];
  return {
    product: {
      slug: slugOf(product.title),
      title: product.title,
      description: [...product.texts, closing].join('\n\n'),
      category: category.slug,
      options: options.filter(({ values }) => values.length > 0),
      pictures: all.map(({ picture }) => picture),
      variants,
    },
    shots: all.map(({ shot }) => shot),
  };
}

/** The whole demo catalogue, the same each time, and the pictures that have to be taken for it. */
export function demoCatalogue(): { catalogue: Catalogue; shots: Shot[] } {
  const made = definitions.map((category) => category.products.map((product, index) => productOf(product, category, index)));
  // Category by category in turn, so that the newest are not all of one kind.
  const mixed = (made[0] ?? []).flatMap((_, index) => made.flatMap((of) => of[index] ?? []));
  return {
    catalogue: {
      categories: definitions.map(({ slug, name }, index) => ({ slug, name, picture: made[index]?.[0]?.product.pictures[0]?.hash ?? '' })),
      products: mixed.map(({ product }) => product),
    },
    shots: mixed.flatMap(({ shots }) => shots),
  };
}
