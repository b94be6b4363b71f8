import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { primitives, product } from '@tradewind/contracts/schemas';
import { z } from 'zod';

const hash = z.string().regex(/^[0-9a-f]{64}$/);

/** A catalogue as a folder: this file, and its pictures as `pictures/<hash>-<width>.webp`. */
const catalogueFile = z.object({
  categories: z.array(z.object({ slug: primitives.slug, name: z.string(), picture: hash.nullable().default(null) })),
  products: z.array(
    z.object({
      slug: primitives.slug,
      title: z.string(),
      description: z.string(),
      category: primitives.slug,
      taxClass: product.taxClass.default('standard'),
      options: z.array(z.object({ name: z.string(), values: z.array(z.string()) })),
      pictures: z.array(z.object({ hash, width: z.int(), height: z.int(), alt: z.string() })),
      variants: z.array(
        z.object({
          sku: primitives.sku,
          options: z.record(z.string(), z.string()),
          price: primitives.money,
          compareAtPrice: primitives.money.nullable(),
          prices: z.array(primitives.money).default([]),
          onHand: z.int().min(0),
          weightGrams: z.int().min(0).default(500),
          picture: hash.nullable(),
        }),
      ),
    }),
  ),
});

export type CatalogueFile = z.infer<typeof catalogueFile>;

/** @throws Error when there is no catalogue in the folder, or one that does not fit */
export async function readCatalogue(folder: string): Promise<CatalogueFile> {
  return catalogueFile.parse(JSON.parse(await readFile(join(folder, 'catalogue.json'), 'utf8')));
}
