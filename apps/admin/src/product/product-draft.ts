import type { Currency } from '@tradewind/money';
import type { NewProduct, Picture, Product } from '#gateway/procedures.ts';
import { moneyHelp, parseMoney } from '#money/parse-money.ts';
import { type Choice, choicesOf, isTooMany, keyOf, type OptionDraft, optionsOf, skuFor } from './variant-grid.ts';

/** What is sold in is one currency for the whole shop. */
export const shopCurrency: Currency = 'USD';

/** The cells of a variant as they are typed. */
export interface Cells {
  readonly sku: string;
  readonly price: string;
  readonly compareAt: string;
  readonly stock: string;
  /** Grams. */
  readonly weight: string;
}

export interface ProductDraft {
  readonly title: string;
  readonly description: string;
  readonly categoryId: string;
  readonly status: NewProduct['status'] & string;
  readonly taxClass: Product['taxClass'];
  readonly options: readonly OptionDraft[];
  /** What cells hold that nobody has typed into. */
  readonly common: Omit<Cells, 'sku'>;
  /** What was typed, by the variant's key. */
  readonly typed: Readonly<Record<string, Partial<Cells>>>;
  readonly pictures: readonly Picture[];
}

export const emptyDraft: ProductDraft = {
  title: '',
  description: '',
  categoryId: '',
  status: 'draft',
  taxClass: 'standard',
  options: [],
  common: { price: '', compareAt: '', stock: '0', weight: '500' },
  typed: {},
  pictures: [],
};

export interface VariantRow {
  readonly key: string;
  readonly choice: Choice;
  readonly cells: Cells;
}

/** The grid: a row for each combination, with what was typed over what is common to all. */
export function rowsOf({ title, options, common, typed }: ProductDraft): VariantRow[] {
  return choicesOf(optionsOf(options)).map((choice) => {
    const key = keyOf(choice);
    return { key, choice, cells: { sku: skuFor(title, choice), ...common, ...typed[key] } };
  });
}

/** Pieces, and grams. */
const most = 1_000_000;

/** A whole number of pieces or grams; null when the text is none. */
export function countOf(text: string): number | null {
  return /^\d{1,7}$/.test(text.trim()) && Number(text) <= most ? Number(text) : null;
}

type Errors = Record<string, string>;

function variantInput({ choice, cells }: VariantRow, path: string, errors: Errors): NewProduct['variants'][number] {
  const price = parseMoney(cells.price, shopCurrency);
  const compareAt = cells.compareAt.trim() === '' ? null : parseMoney(cells.compareAt, shopCurrency);
  const onHand = countOf(cells.stock);
  const weightGrams = countOf(cells.weight);
  const sku = cells.sku.trim().toUpperCase();
  if (!/^[A-Z0-9]+(?:-[A-Z0-9]+)*$/.test(sku)) errors[`${path}.sku`] = 'Letters and digits, with single hyphens between';
  if (!price) errors[`${path}.price`] = moneyHelp(shopCurrency);
  if (cells.compareAt.trim() !== '' && !compareAt) errors[`${path}.compareAtPrice`] = moneyHelp(shopCurrency);
  if (onHand === null) errors[`${path}.onHand`] = 'Enter a whole number';
  if (weightGrams === null) errors[`${path}.weightGrams`] = 'Enter whole grams';
  return {
    sku,
    options: { ...choice },
    price: price ?? { amountMinor: 0, currency: shopCurrency },
    compareAtPrice: compareAt,
    onHand: onHand ?? 0,
    weightGrams: weightGrams ?? 0,
  };
}

/** What is to be sent for a draft, or what is wrong, by the path of the field. */
export function productInput(draft: ProductDraft): { input: NewProduct } | { errors: Readonly<Errors> } {
  const errors: Errors = {};
  const rows = rowsOf(draft);
  if (!draft.title.trim()) errors.title = 'Give it a name';
  draft.options.forEach((option, index) => {
    if (!option.name.trim()) errors[`options.${index}.name`] = 'Name it, such as Colour, or remove it';
    if (!option.values.replaceAll(',', '').trim()) errors[`options.${index}.values`] = 'Enter values with commas between';
  });
  if (isTooMany(rows.map(({ choice }) => choice))) errors.options = 'That makes more than 200 variants';
  const variants = rows.map((row, index) => variantInput(row, `variants.${index}`, errors));
  variants.forEach(({ sku }, index) => {
    if (variants.findIndex((other) => other.sku === sku) < index) errors[`variants.${index}.sku`] ??= 'Another variant has this SKU';
  });
  if (Object.keys(errors).length > 0) return { errors };
  return {
    input: {
      title: draft.title.trim(),
      description: draft.description.trim(),
      // The cast: the ids come from the list of categories.
      categoryId: draft.categoryId ? (draft.categoryId as NonNullable<NewProduct['categoryId']>) : null,
      status: draft.status,
      taxClass: draft.taxClass,
      options: optionsOf(draft.options),
      variants,
      mediaIds: draft.pictures.map(({ id }) => id),
    },
  };
}
