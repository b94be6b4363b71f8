import { createHash } from 'node:crypto';
import type { UserId } from '@tradewind/contracts/ids';
import type { promotion } from '@tradewind/contracts/schemas';
import type { Money } from '@tradewind/money';
import type { CartRow } from '../cart/cart-store.ts';
import type { CurrentLine } from '../cart/current-lines.ts';
import type { Services } from '../services.ts';
import { subtotalOf } from '../totals/totals.ts';
import { type Granted, grantPromotions, type Refusal } from './grant-promotions.ts';
import { readStanding, type Standing } from './promotion-store.ts';
import { budgetLeft, whyNot } from './why-not.ts';

type Promotion = promotion.Promotion;

/** Whose uses are counted: an account's, and those of an email address, which is kept as its SHA-256. */
export function customersOf({ customerId, email }: { customerId: UserId | null; email: string | null }): string[] {
  const hashed = email === null ? [] : [createHash('sha256').update(email).digest('hex')];
  return [...(customerId === null ? [] : [customerId]), ...hashed];
}

const nobody: Standing = { isFirst: true, groups: [], uses: {}, held: {} };

function asksWho({ conditions, maxUsesPerCustomer }: Promotion): boolean {
  return conditions.firstOrder || conditions.groupId !== null || maxUsesPerCustomer !== null;
}

/** Only asked for where it decides something. */
async function standingOf(ctx: Services, { cart, customerId, email }: PricedCart, promotions: readonly Promotion[]): Promise<Standing> {
  if (promotions.length === 0 || (cart.orderId === null && !promotions.some(asksWho))) return nobody;
  return readStanding(ctx.db, {
    customerId,
    email,
    orderId: cart.orderId,
    promotionIds: promotions.map(({ id }) => id),
    customers: customersOf({ customerId, email }),
  });
}

export interface PricedCart {
  readonly cart: CartRow;
  readonly lines: readonly CurrentLine[];
  /** Whose order it becomes; null for a guest's. */
  readonly customerId: UserId | null;
  /** The order's; null while nobody has said it. */
  readonly email: string | null;
}

/** @param value of the goods; @returns what their delivery costs, null while nobody has chosen it */
type DeliveryPrice = (value: Money) => Money | null;

/**
 * Looks up what promotions there are for a cart, just now, and for its customer.
 * @returns what they take off it, by what its delivery costs
 */
export async function openPricing(ctx: Services, priced: PricedCart): Promise<(deliveryPrice: DeliveryPrice) => Granted> {
  const { cart, lines, email } = priced;
  const { currency } = cart;
  const promotions = [...(await ctx.automaticPromotions.current()), ...cart.promotions];
  const standing = await standingOf(ctx, priced, promotions);
  const circumstances = { now: new Date(), currency, subtotal: subtotalOf(lines, currency), standing, isEmailKnown: email !== null };
  const refused = new Map<string, Refusal>();
  for (const each of promotions) {
    const refusal = whyNot(each, circumstances);
    if (refusal) refused.set(each.id, refusal);
  }
  const usable = promotions.filter(({ id }) => !refused.has(id));
  return (deliveryPrice) => {
    const granted = grantPromotions({ lines, currency, promotions: usable, budgetLeft: (of) => budgetLeft(of, standing), deliveryPrice });
    return { ...granted, refusals: [...refused.values(), ...granted.refusals] };
  };
}

/** What the promotions in force and the codes that were entered take off a cart whose delivery costs so much. */
export async function priceCart(ctx: Services, cart: PricedCart, deliveryPrice: DeliveryPrice = () => null): Promise<Granted> {
  return (await openPricing(ctx, cart))(deliveryPrice);
}
