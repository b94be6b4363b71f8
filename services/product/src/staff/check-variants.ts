import type { FieldError } from '@tradewind/contracts/errors';
import type { product } from '@tradewind/contracts/schemas';
import { refuse } from './refuse.ts';

type Input = Pick<product.CreateProductInput, 'options' | 'variants' | 'mediaIds'>;

/** What a schema cannot see: whether options, variants and prices of a product fit together. @throws INVALID_INPUT with each path */
export function checkVariants(input: Input): void {
  refuse([...optionErrors(input), ...variantErrors(input), ...currencyErrors(input), ...repeated(input.mediaIds, 'mediaIds')]);
}

function repeated(values: readonly string[], path: string, tail = ''): FieldError[] {
  return values.flatMap((value, index) =>
    values.indexOf(value) < index ? [{ path: `${path}.${index}${tail}`, message: 'is there already' }] : [],
  );
}

function optionErrors({ options }: Input): FieldError[] {
  const names = options.map((option) => option.name.toLowerCase());
  return [
    ...repeated(names, 'options', '.name'),
    // A filter is written `name:value`.
    ...names.flatMap((name, index) => (/[:,]/.test(name) ? [{ path: `options.${index}.name`, message: 'has a colon or a comma' }] : [])),
    ...options.flatMap((option, index) => repeated(option.values, `options.${index}.values`)),
  ];
}

function variantErrors({ options, variants }: Input): FieldError[] {
  const allowed = new Map(options.map((option) => [option.name, new Set(option.values)]));
  const choices = variants.map((variant) => JSON.stringify(options.map((option) => variant.options[option.name])));
  const errors = variants.flatMap((variant, index): FieldError[] => {
    const path = `variants.${index}.options`;
    const missing = options.filter((option) => !Object.hasOwn(variant.options, option.name));
    return [
      ...missing.map(({ name }) => ({ path: `${path}.${name}`, message: 'is missing' })),
      ...Object.entries(variant.options).flatMap(([name, value]) => {
        const values = allowed.get(name);
        if (!values) return [{ path: `${path}.${name}`, message: 'is not an option of the product' }];
        return values.has(value) ? [] : [{ path: `${path}.${name}`, message: "is not among the option's values" }];
      }),
    ];
  });
  if (errors.length > 0) return errors;
  return [
    ...repeated(choices, 'variants', '.options'),
    ...repeated(
      variants.map((variant) => variant.sku),
      'variants',
      '.sku',
    ),
  ];
}

/** Of its prices in other currencies: none is in the product's own, and none stands twice. */
export function otherPriceErrors(prices: readonly { currency: string }[], own: string | undefined, path: string): FieldError[] {
  return [
    ...prices.flatMap(({ currency }, index) =>
      currency === own ? [{ path: `${path}.${index}.currency`, message: 'is the currency of the product itself' }] : [],
    ),
    ...repeated(
      prices.map(({ currency }) => currency),
      path,
      '.currency',
    ),
  ];
}

function currencyErrors({ variants }: Input): FieldError[] {
  const currency = variants[0]?.price.currency;
  const message = `is not ${currency}, the currency of the product`;
  return variants.flatMap(({ price, compareAtPrice, prices }, index) => [
    ...(price.currency === currency ? [] : [{ path: `variants.${index}.price.currency`, message }]),
    ...(compareAtPrice && compareAtPrice.currency !== currency ? [{ path: `variants.${index}.compareAtPrice.currency`, message }] : []),
    ...otherPriceErrors(prices, currency, `variants.${index}.prices`),
  ]);
}
