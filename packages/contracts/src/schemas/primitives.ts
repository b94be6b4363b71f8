import { type Currency, currencies } from '@tradewind/money';
import { z } from 'zod';
import { type Id, type IdKind, idPattern } from '../ids.ts';

/** An id of a kind. The cast only narrows `string` to the prefix that the pattern has checked. */
export function idOf<Kind extends IdKind>(kind: Kind): z.ZodType<Id<Kind>, string> {
  return z.string().regex(idPattern(kind), `is not the id of a ${kind}`) as unknown as z.ZodType<Id<Kind>, string>;
}

export const currency = z.enum(currencies as [Currency, ...Currency[]]);

/** Integer minor units and a currency. */
export const money = z.object({ amountMinor: z.int(), currency });

/** UTC, ISO 8601. */
export const instant = z.iso.datetime();

/** Whole pieces in one line. The bound keeps totals far inside the safe integers. */
export const quantity = z.int().min(1).max(999);

export const email = z.string().trim().toLowerCase().max(254).pipe(z.email());

/** A short text of people: a name, a city. Control characters have no place in it. */
export function text(max: number, min = 1) {
  return z
    .string()
    .trim()
    .min(min)
    .max(max)
    .regex(/^[^\p{Cc}]*$/u, 'has control characters');
}

/** A longer text, in which lines may break. */
export function prose(max: number) {
  return z
    .string()
    .trim()
    .max(max)
    .regex(/^[^\p{Cc}]*(?:[\n\r\t][^\p{Cc}]*)*$/u, 'has control characters');
}

export const slug = z
  .string()
  .max(120)
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'is not a slug');

export const sku = z
  .string()
  .max(64)
  .regex(/^[A-Z0-9]+(?:-[A-Z0-9]+)*$/, 'is not a SKU');

/** Opaque; from the answer before. */
export const cursor = z.string().max(512);

export const page = { cursor: cursor.optional(), limit: z.coerce.number().int().min(1).max(100).default(24) };

/** A list and the cursor of what follows it, null at the end. */
export function listOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}

/** Every country of ISO 3166-1, alpha-2. Where parcels go to, the shop's settings say. */
// biome-ignore format: one code a line would be 249 lines
export const countries = [
  'AD', 'AE', 'AF', 'AG', 'AI', 'AL', 'AM', 'AO', 'AQ', 'AR', 'AS', 'AT', 'AU', 'AW', 'AX', 'AZ', 'BA', 'BB', 'BD', 'BE', 'BF',
  'BG', 'BH', 'BI', 'BJ', 'BL', 'BM', 'BN', 'BO', 'BQ', 'BR', 'BS', 'BT', 'BV', 'BW', 'BY', 'BZ', 'CA', 'CC', 'CD', 'CF', 'CG',
  'CH', 'CI', 'CK', 'CL', 'CM', 'CN', 'CO', 'CR', 'CU', 'CV', 'CW', 'CX', 'CY', 'CZ', 'DE', 'DJ', 'DK', 'DM', 'DO', 'DZ', 'EC',
  'EE', 'EG', 'EH', 'ER', 'ES', 'ET', 'FI', 'FJ', 'FK', 'FM', 'FO', 'FR', 'GA', 'GB', 'GD', 'GE', 'GF', 'GG', 'GH', 'GI', 'GL',
  'GM', 'GN', 'GP', 'GQ', 'GR', 'GS', 'GT', 'GU', 'GW', 'GY', 'HK', 'HM', 'HN', 'HR', 'HT', 'HU', 'ID', 'IE', 'IL', 'IM', 'IN',
  'IO', 'IQ', 'IR', 'IS', 'IT', 'JE', 'JM', 'JO', 'JP', 'KE', 'KG', 'KH', 'KI', 'KM', 'KN', 'KP', 'KR', 'KW', 'KY', 'KZ', 'LA',
  'LB', 'LC', 'LI', 'LK', 'LR', 'LS', 'LT', 'LU', 'LV', 'LY', 'MA', 'MC', 'MD', 'ME', 'MF', 'MG', 'MH', 'MK', 'ML', 'MM', 'MN',
  'MO', 'MP', 'MQ', 'MR', 'MS', 'MT', 'MU', 'MV', 'MW', 'MX', 'MY', 'MZ', 'NA', 'NC', 'NE', 'NF', 'NG', 'NI', 'NL', 'NO', 'NP',
  'NR', 'NU', 'NZ', 'OM', 'PA', 'PE', 'PF', 'PG', 'PH', 'PK', 'PL', 'PM', 'PN', 'PR', 'PS', 'PT', 'PW', 'PY', 'QA', 'RE', 'RO',
  'RS', 'RU', 'RW', 'SA', 'SB', 'SC', 'SD', 'SE', 'SG', 'SH', 'SI', 'SJ', 'SK', 'SL', 'SM', 'SN', 'SO', 'SR', 'SS', 'ST', 'SV',
  'SX', 'SY', 'SZ', 'TC', 'TD', 'TF', 'TG', 'TH', 'TJ', 'TK', 'TL', 'TM', 'TN', 'TO', 'TR', 'TT', 'TV', 'TW', 'TZ', 'UA', 'UG',
  'UM', 'US', 'UY', 'UZ', 'VA', 'VC', 'VE', 'VG', 'VI', 'VN', 'VU', 'WF', 'WS', 'YE', 'YT', 'ZA', 'ZM', 'ZW',
] as const;

export const country = z.enum(countries);

export const address = z.object({
  name: text(120),
  line1: text(200),
  line2: text(200).optional(),
  city: text(120),
  region: text(120).optional(),
  postalCode: text(20),
  country,
  phone: text(40).optional(),
});

/** The secret that lets a guest at a cart or an order. */
export const accessToken = z.string().regex(/^[A-Za-z0-9_-]{32,64}$/, 'is not a token');

/** Sent with any call that may be repeated: the first answer comes again. */
export const idempotencyKey = z
  .string()
  .min(1)
  .max(255)
  .regex(/^[\x21-\x7e]+$/, 'has other than visible ASCII characters');

/** A part of the input of what may be repeated. */
export const repeatable = { idempotencyKey: idempotencyKey.optional() };

export const empty = z.object({});

export type Country = z.infer<typeof country>;
export type Address = z.infer<typeof address>;
