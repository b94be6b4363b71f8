import { constants, copyFile, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Id, newId } from '@tradewind/contracts/ids';
import { onlyRow, type Sql } from '@tradewind/service';
import { refreshListings } from '../catalogue/listing-store.ts';
import type { Services } from '../services.ts';
import { variantTitle } from '../staff/variant-title.ts';
import { type CatalogueFile, readCatalogue } from './catalogue-file.ts';

/** Writers of an empty catalogue take turns: the second finds it full. */
const seedLock = "SELECT pg_advisory_xact_lock(hashtext('tradewind product seed'))";

/**
 * Fills an empty catalogue from a folder. One that has products is left as it is; pictures that are missing are copied.
 * @returns how many products were added
 */
export async function seedCatalogue(services: Pick<Services, 'db' | 'mediaDir'>, folder: string): Promise<number> {
  const catalogue = await readCatalogue(folder);
  await copyPictures(join(folder, 'pictures'), services.mediaDir);
  return await services.db.transaction(async (sql) => {
    await sql.rows(seedLock);
    const full = onlyRow(await sql.rows<{ full: boolean }>('SELECT EXISTS (SELECT FROM product) AS full'))?.full;
    if (full) return 0;
    await insertCatalogue(sql, catalogue);
    return catalogue.products.length;
  });
}

async function copyPictures(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  const there = new Set(await readdir(to));
  const missing = (await readdir(from)).filter((name) => name.endsWith('.webp') && !there.has(name));
  await Promise.all(missing.map((name) => copyFile(join(from, name), join(to, name), constants.COPYFILE_FICLONE)));
}

async function insertCatalogue(sql: Sql, { categories, products }: CatalogueFile): Promise<void> {
  const media = new Map(
    products.flatMap(({ pictures }) => pictures).map((picture) => [picture.hash, { id: newId('media'), ...picture }] as const),
  );
  const mediaId = (hash: string | null) => (hash === null ? null : (media.get(hash)?.id ?? null));
  const sections = categories.map((category, position) => ({
    ...category,
    id: newId('category'),
    position,
    media_id: mediaId(category.picture),
  }));
  const categoryIds = new Map<string, Id<'category'>>(sections.map(({ slug, id }) => [slug, id]));
  const rows = products.map((product) => ({
    ...product,
    id: newId('product'),
    category_id: categoryIds.get(product.category) ?? null,
    status: 'active',
    currency: product.variants[0]?.price.currency ?? 'USD',
  }));
  const variants = rows.flatMap((product) =>
    product.variants.map(({ price, compareAtPrice, options, picture, ...variant }, position) => ({
      ...variant,
      id: newId('variant'),
      product_id: product.id,
      currency: price.currency,
      position,
      options,
      title: variantTitle(product.options, options),
      price_minor: price.amountMinor,
      compare_at_minor: compareAtPrice?.amountMinor ?? null,
      media_id: mediaId(picture),
    })),
  );
  const insert = async (statement: string, records: readonly object[]) => void (await sql.rows(statement, [JSON.stringify(records)]));
  await insert(insertMedia, [...media.values()]);
  await insert(insertCategories, sections);
  await insert(insertProducts, rows);
  await insert(
    insertOptions,
    rows.flatMap(({ id, options }) => options.map((option, position) => ({ product_id: id, position, ...option }))),
  );
  await insert(
    insertProductMedia,
    rows.flatMap(({ id, pictures }) => pictures.map(({ hash }, position) => ({ product_id: id, position, media_id: mediaId(hash) }))),
  );
  await insert(insertVariants, variants);
  await insert(
    insertPrices,
    variants.flatMap(({ id, prices }) => prices.map(({ currency, amountMinor }) => ({ id, currency, price_minor: amountMinor }))),
  );
  await insert(insertStock, variants);
  await refreshListings(
    sql,
    rows.map(({ id }) => id),
  );
}

const insertMedia = `INSERT INTO media (id, hash, width, height, alt)
  SELECT id, hash, width, height, alt FROM json_to_recordset($1::json) AS r (id text, hash text, width int, height int, alt text)`;
const insertCategories = `INSERT INTO category (id, slug, name, position, media_id)
  SELECT id, slug, name, position, media_id
  FROM json_to_recordset($1::json) AS r (id text, slug text, name text, position int, media_id text)`;
const insertProducts = `INSERT INTO product (id, slug, title, description, category_id, status, currency, tax_class)
  SELECT id, slug, title, description, category_id, status, currency, "taxClass"
  FROM json_to_recordset($1::json) AS r (id text, slug text, title text, description text, category_id text, status text, currency text,
    "taxClass" text)`;
const insertOptions = `INSERT INTO product_option (product_id, position, name, values)
  SELECT product_id, position, name, values FROM json_to_recordset($1::json) AS r (product_id text, position int, name text, values text[])`;
const insertProductMedia = `INSERT INTO product_media (product_id, position, media_id)
  SELECT product_id, position, media_id FROM json_to_recordset($1::json) AS r (product_id text, position int, media_id text)`;
const insertVariants = `INSERT INTO variant (id, product_id, currency, sku, position, title, options, price_minor, compare_at_minor, media_id, weight_grams)
  SELECT id, product_id, currency, sku, position, title, options, price_minor, compare_at_minor, media_id, "weightGrams"
  FROM json_to_recordset($1::json) AS r (id text, product_id text, currency text, sku text, position int, title text, options jsonb,
    price_minor bigint, compare_at_minor bigint, media_id text, "weightGrams" int)`;
const insertPrices = `INSERT INTO variant_price (variant_id, currency, price_minor)
  SELECT id, currency, price_minor FROM json_to_recordset($1::json) AS r (id text, currency text, price_minor bigint)`;
const insertStock = `WITH r AS (
    SELECT * FROM json_to_recordset($1::json) AS r (id text, product_id text, sku text, "onHand" int)
  ), opening AS (
    INSERT INTO stock_adjustment (variant_id, delta, reason, actor) SELECT id, "onHand", 'Opening stock', 'product' FROM r WHERE "onHand" > 0
  )
  INSERT INTO stock (variant_id, product_id, sku, on_hand) SELECT id, product_id, sku, "onHand" FROM r`;
