/** The prefix of each kind of id. The body is a UUIDv7 in Crockford base 32, so ids of one kind sort by time. */
const prefixes = {
  user: 'usr',
  session: 'ses',
  registration: 'reg',
  category: 'cat',
  product: 'prd',
  variant: 'var',
  media: 'med',
  cart: 'crt',
  draft: 'drf',
  cartItem: 'cit',
  promotion: 'prm',
  customerGroup: 'cgr',
  order: 'ord',
  orderItem: 'oit',
  orderEdit: 'oed',
  shipment: 'shp',
  return: 'ret',
  returnPicture: 'rpi',
  note: 'not',
  invoice: 'inv',
  payment: 'pay',
  refund: 'rfd',
  creditAccount: 'crd',
  dispute: 'dsp',
  disputeFile: 'dfl',
  payout: 'pyo',
  ledgerTransaction: 'ltx',
  message: 'msg',
} as const;

export type IdKind = keyof typeof prefixes;
export type Id<Kind extends IdKind> = `${(typeof prefixes)[Kind]}_${string}`;

export type UserId = Id<'user'>;
export type ProductId = Id<'product'>;
export type VariantId = Id<'variant'>;
export type CartId = Id<'cart'>;
export type DraftId = Id<'draft'>;
export type PromotionId = Id<'promotion'>;
export type OrderId = Id<'order'>;
export type OrderEditId = Id<'orderEdit'>;
export type PaymentId = Id<'payment'>;
export type CreditAccountId = Id<'creditAccount'>;
export type RefundId = Id<'refund'>;
export type DisputeId = Id<'dispute'>;
export type PayoutId = Id<'payout'>;
export type ShipmentId = Id<'shipment'>;
export type ReturnId = Id<'return'>;

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

let lastMillisecond = 0;
let counter = 0;

/**
 * Sixteen bytes of a UUID version 7 (RFC 9562, section 5.7): 48 bits of milliseconds, then 12 bits of a counter (method 1 of
 * section 6.2, so that ids made in one millisecond by one process stay in order), then 62 random bits.
 */
function uuidv7Bytes(): Uint8Array {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const now = Date.now();
  if (now > lastMillisecond) {
    lastMillisecond = now;
    counter = (((bytes[6] ?? 0) & 0x07) << 8) | (bytes[7] ?? 0);
  } else if (++counter > 0xfff) {
    lastMillisecond += 1;
    counter = 0;
  }
  const view = new DataView(bytes.buffer);
  view.setUint16(0, Math.floor(lastMillisecond / 2 ** 32));
  view.setUint32(2, lastMillisecond % 2 ** 32);
  view.setUint16(6, 0x7000 | counter);
  view.setUint8(8, (view.getUint8(8) & 0x3f) | 0x80);
  return bytes;
}

/** A UUID version 7 in its usual text form; events carry these. */
export function newUuid(): string {
  const hex = Array.from(uuidv7Bytes(), (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** A new id of a kind: `ord_` and 26 characters. Made by whoever writes the row. */
export function newId<Kind extends IdKind>(kind: Kind): Id<Kind> {
  let bits = 0;
  let buffer = 0;
  let body = '';
  for (const byte of uuidv7Bytes()) {
    buffer = (buffer << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      body += alphabet[(buffer >> bits) & 31];
    }
    buffer &= (1 << bits) - 1;
  }
  body += alphabet[(buffer << (5 - bits)) & 31];
  return `${prefixes[kind]}_${body}`;
}

/** What an id of a kind looks like, for schemas. */
export function idPattern(kind: IdKind): RegExp {
  return new RegExp(`^${prefixes[kind]}_[${alphabet}]{26}$`);
}
