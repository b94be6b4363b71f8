import { z } from 'zod';
import { cartPromotion, order, shippingOption, totals } from './order.ts';
import { address, currency, email, idOf, instant, listOf, money, page, quantity, repeatable, text } from './primitives.ts';
import { image } from './product.ts';
import { promotionCode } from './promotion.ts';

/** The price that staff give a line, instead of the shop's: minor units of the draft's currency for each piece, and why. */
const ownPrice = z.object({ amountMinor: z.int().min(0).max(100_000_000), reason: text(200) });

/** What staff put together. All but the currency may be missing until it is sent. */
export const draftContent = z.object({
  currency,
  email: email.nullable().default(null),
  /** The account whose order it becomes; a guest's without one. */
  customerId: idOf('user').nullable().default(null),
  shippingAddress: address.nullable().default(null),
  shippingOptionId: text(60).nullable().default(null),
  lines: z
    .array(z.object({ variantId: idOf('variant'), quantity, ownPrice: ownPrice.nullable().default(null) }))
    .max(100)
    .default([]),
  codes: z.array(promotionCode).max(10).default([]),
});

export const draftLine = z.object({
  variantId: idOf('variant'),
  sku: z.string(),
  title: z.string(),
  variantTitle: z.string(),
  image: image.nullable(),
  quantity: z.int(),
  /** What the shop asks for a piece just now. */
  listPrice: money,
  unitPrice: money,
  /** Why staff ask for another price; null where they do not. */
  priceReason: z.string().nullable(),
  /** Pieces times their price, before the discount. */
  total: money,
  /** Off the whole line. */
  discount: money,
  /** How many could be had just now. */
  available: z.int(),
});

/** What a draft would cost if it were sent just now. */
export const draftPricing = z.object({
  lines: z.array(draftLine),
  promotions: z.array(cartPromotion),
  /** None while nobody has said where it goes. */
  shippingOptions: z.array(shippingOption),
  subtotal: money,
  discount: money,
  /** Null until it is known where it goes and how. */
  totals: totals.omit({ paid: true, refunded: true }).nullable(),
});

/** `open` may be changed, `sent` waits for its customer to pay, `ordered` is paid for. */
export const draftStatus = z.enum(['open', 'sent', 'ordered']);

export const draft = z.object({
  id: idOf('draft'),
  /** Grows with each change. */
  version: z.int(),
  status: draftStatus,
  /** What it has become. */
  order: order.pick({ id: true, number: true }).nullable(),
  content: draftContent,
  pricing: draftPricing,
  changedAt: instant,
});

export const draftSummary = draft
  .pick({ id: true, status: true, order: true, changedAt: true })
  .extend({ email: z.string().nullable(), customerName: z.string().nullable(), itemCount: z.int() });

export const draftListInput = z.object(page);
export const draftList = listOf(draftSummary);
export const draftInput = z.object({ draftId: idOf('draft') });
export const createDraftInput = draftContent.extend(repeatable);
/** Puts a content in the place of the one that was seen. */
export const updateDraftInput = draftContent.extend({ draftId: idOf('draft'), version: z.int().min(0) });
export const discardDraftInput = z.object({ draftId: idOf('draft'), version: z.int().min(0) });
export const sendDraftInput = z.object({
  draftId: idOf('draft'),
  version: z.int().min(0),
  /** What was shown: when the order would cost anything else, nothing is ordered. */
  expectedTotal: money,
  ...repeatable,
});

export type DraftContent = z.infer<typeof draftContent>;
export type DraftPricing = z.infer<typeof draftPricing>;
export type Draft = z.infer<typeof draft>;
export type DraftSummary = z.infer<typeof draftSummary>;
export type SendDraftInput = z.infer<typeof sendDraftInput>;
