import { z } from 'zod';
import { currency, email, idOf, instant, listOf, money, page, repeatable, text } from './primitives.ts';

export const creditKind = z.enum(['gift_card', 'store_credit']);

/** As it is typed: case, spaces and dashes do not matter, nor what looks like another sign. */
export const creditCode = text(40)
  .toUpperCase()
  .transform((typed) => typed.replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1'))
  .pipe(z.string().regex(/^[0-9A-HJKMNP-TV-Z]{16}$/, 'is to be the 16 letters and digits of the card'));

const amountMinor = z.int().min(1).max(10_000_000_000);
const accountId = idOf('creditAccount');

/** A gift card, or what a customer has as store credit. */
export const creditAccount = z.object({
  id: accountId,
  kind: creditKind,
  /** The last four of the code that was made last; null for store credit. */
  lastFour: z.string().nullable(),
  /** Whose store credit it is. */
  customerId: idOf('user').nullable(),
  /** Whom a gift card was mailed to. */
  recipient: z.string().nullable(),
  /** All that is on it. */
  balance: money,
  /** Of that, what orders hold that wait for their payment. */
  held: money,
  expiresAt: instant.nullable(),
  disabledAt: instant.nullable(),
  disabledBy: z.string().nullable(),
  disabledReason: z.string().nullable(),
  createdAt: instant,
});

export const creditMovement = z.object({
  at: instant,
  type: z.enum(['issued', 'held', 'captured', 'released', 'refunded', 'adjusted']),
  /** Never negative but for an adjustment: what it does to the balance is said by the type. */
  amount: money,
  orderId: idOf('order').nullable(),
  reason: z.string().nullable(),
  actor: z.string(),
});

export const creditDetail = creditAccount.extend({ movements: z.array(creditMovement) });

export const issueGiftCardInput = z.object({
  amountMinor,
  currency,
  /** Gets the code by mail, and nobody else is shown it. */
  recipient: email.optional(),
  expiresAt: instant.optional(),
  reason: text(500, 3),
  ...repeatable,
});
/** The code is shown this once, to whoever issues a card that is not mailed. */
export const issuedGiftCard = z.object({ account: creditAccount, code: z.string().nullable() });

export const creditListInput = z.object({
  kind: creditKind.default('gift_card'),
  /** The last four of a code, or a recipient's address or its beginning. */
  query: text(200, 0).optional(),
  ...page,
});
export const creditList = listOf(creditAccount);
export const creditInput = z.object({ accountId });
export const disableCreditInput = z.object({ accountId, reason: text(500, 3) });
export const adjustCreditInput = z.object({
  accountId,
  /** More when positive, less when negative. */
  amountMinor: z
    .int()
    .min(-10_000_000_000)
    .max(10_000_000_000)
    .refine((amount) => amount !== 0, 'is to be other than nothing'),
  reason: text(500, 3),
  ...repeatable,
});

/** What a code opens, for whoever has it. */
export const creditCodeInput = z.object({ code: creditCode });
export const creditBalance = z.object({ accountId, lastFour: z.string(), available: money, expiresAt: instant.nullable() });

export const ownMovement = creditMovement.pick({ at: true, type: true, amount: true, orderId: true });
/** What a customer has to spend, and how it came about. */
export const ownCredit = z.object({
  items: z.array(z.object({ available: money, held: money, movements: z.array(ownMovement) })),
});

/** What may be paid with: some gift cards, and a customer's store credit. */
export const usableCreditInput = z.object({
  accountIds: z.array(accountId).max(20),
  customerId: idOf('user').nullable(),
  currency,
  /** What this order holds already counts as free. */
  orderId: idOf('order').nullable(),
});
export const usableCredit = z.object({
  id: accountId,
  kind: creditKind,
  lastFour: z.string().nullable(),
  available: money,
  /** Why it pays for nothing just now, after its name: `has expired`. */
  problem: z.string().nullable(),
});
export const usableCredits = z.object({ items: z.array(usableCredit) });

export const giftCardMailed = z.object({ queued: z.literal(true) });
/** What the mail with a gift card says. */
export const giftCardMail = z.object({ recipient: z.string(), code: z.string(), balance: money, expiresAt: instant.nullable() });

/** Back the way it was paid, first to the card; or all of it as store credit. */
export const refundTo = z.enum(['original', 'store_credit']);

/** A part of a payment that an account pays. */
export const creditPart = z.object({ accountId, amountMinor });
/** How an order was paid for besides by card. */
export const paidByCredit = z.object({ accountId, kind: creditKind, lastFour: z.string().nullable(), amount: money });

export type CreditAccount = z.infer<typeof creditAccount>;
export type CreditMovement = z.infer<typeof creditMovement>;
export type OwnMovement = z.infer<typeof ownMovement>;
export type UsableCredit = z.infer<typeof usableCredit>;
export type CreditPart = z.infer<typeof creditPart>;
export type PaidByCredit = z.infer<typeof paidByCredit>;
export type RefundTo = z.infer<typeof refundTo>;
