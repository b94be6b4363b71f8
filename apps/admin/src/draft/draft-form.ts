import { type Currency, money, toDecimalString } from '@tradewind/money';
import type { Draft } from '#gateway/procedures.ts';
import { moneyHelp, parseMoney } from '#money/parse-money.ts';

export type Content = Draft['content'];
type Address = NonNullable<Content['shippingAddress']>;

export interface LineForm {
  readonly variantId: Content['lines'][number]['variantId'];
  readonly title: string;
  readonly quantity: number;
  /** As it is typed; nothing for the shop's own price. */
  readonly price: string;
  readonly reason: string;
}

/** A draft as it is typed. */
export interface DraftForm {
  readonly currency: Currency;
  readonly email: string;
  readonly customerId: Content['customerId'];
  readonly address: Readonly<Record<keyof Address, string>>;
  readonly shippingOptionId: string | null;
  readonly lines: readonly LineForm[];
  readonly codes: readonly string[];
}

const emptyAddress = { name: '', line1: '', line2: '', city: '', region: '', postalCode: '', country: 'US', phone: '' };

export const emptyDraft: DraftForm = {
  currency: 'USD',
  email: '',
  customerId: null,
  address: emptyAddress,
  shippingOptionId: null,
  lines: [],
  codes: [],
};

function typedAddress({ line2 = '', region = '', phone = '', ...rest }: Address): DraftForm['address'] {
  return { ...rest, line2, region, phone };
}

/** A draft to go on with. */
export function formOf({ content, pricing }: Draft): DraftForm {
  const { currency, email, customerId, shippingAddress, shippingOptionId, codes } = content;
  return {
    currency,
    email: email ?? '',
    customerId,
    address: shippingAddress ? typedAddress(shippingAddress) : emptyAddress,
    shippingOptionId,
    lines: content.lines.map(({ variantId, quantity, ownPrice }) => {
      const shown = pricing.lines.find((line) => line.variantId === variantId);
      const price = ownPrice ? toDecimalString(money(ownPrice.amountMinor, currency)) : '';
      const title = [shown?.title, shown?.variantTitle].filter(Boolean).join(', ');
      return { variantId, title, quantity, price, reason: ownPrice?.reason ?? '' };
    }),
    codes,
  };
}

const required = {
  name: 'Enter the name',
  line1: 'Enter the street and number',
  city: 'Enter the city',
  postalCode: 'Enter the postal code',
} as const;

/** The address, where it is whole; nothing is wrong with one that was not begun. */
function addressOf(form: DraftForm['address']): { address: Address | null; errors: Readonly<Record<string, string>> } {
  const text = (field: keyof Address) => form[field].trim();
  const isBegun = (Object.keys(emptyAddress) as (keyof Address)[]).some((field) => field !== 'country' && text(field) !== '');
  if (!isBegun) return { address: null, errors: {} };
  const missing = Object.entries(required).filter(([field]) => text(field as keyof typeof required) === '');
  const errors = Object.fromEntries(missing.map(([field, message]) => [`shippingAddress.${field}`, message]));
  if (missing.length > 0) return { address: null, errors };
  const optional = { line2: text('line2') || undefined, region: text('region') || undefined, phone: text('phone') || undefined };
  const { name, line1, city, postalCode } = {
    name: text('name'),
    line1: text('line1'),
    city: text('city'),
    postalCode: text('postalCode'),
  };
  // The cast: it is one of the countries that the settings name.
  return { address: { name, line1, city, postalCode, country: form.country as Address['country'], ...optional }, errors: {} };
}

function ownPriceOf({ price, reason }: LineForm, currency: Currency): { ownPrice: Content['lines'][number]['ownPrice']; errors: object } {
  if (price.trim() === '') return { ownPrice: null, errors: {} };
  const value = parseMoney(price, currency);
  if (!value) return { ownPrice: null, errors: { price: moneyHelp(currency) } };
  if (reason.trim() === '') return { ownPrice: null, errors: { reason: 'Say why it is another price' } };
  return { ownPrice: { amountMinor: money(value.amountMinor, currency).amountMinor, reason: reason.trim() }, errors: {} };
}

/** What a form says, as far as it can be read, and what is wrong with the rest of it, by path. */
export function contentOf(form: DraftForm): { content: Content; errors: Readonly<Record<string, string>> } {
  const { currency, customerId, shippingOptionId, codes } = form;
  const email = form.email.trim();
  const isEmail = /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email);
  const { address, errors: addressErrors } = addressOf(form.address);
  const lines = form.lines.map((line) => ({ line, ...ownPriceOf(line, currency) }));
  const lineErrors = lines.flatMap(({ errors }, index) => Object.entries(errors).map(([field, text]) => [`lines.${index}.${field}`, text]));
  return {
    content: {
      currency,
      email: isEmail ? email : null,
      customerId,
      shippingAddress: address,
      shippingOptionId,
      lines: lines.map(({ line: { variantId, quantity }, ownPrice }) => ({ variantId, quantity, ownPrice })),
      codes: [...codes],
    },
    errors: {
      ...(email !== '' && !isEmail ? { email: 'Enter an email address such as ada@example.com' } : {}),
      ...addressErrors,
      ...Object.fromEntries(lineErrors),
    },
  };
}
