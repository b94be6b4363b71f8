import type { order } from '@tradewind/contracts/schemas';
import { type Currency, type Money, multiply, subtract, sum, zero } from '@tradewind/money';
import { currentCustomer } from '../access.ts';
import { type Covering, coverWith } from '../credit/cover-with.ts';
import type { Granted } from '../promotion/grant-promotions.ts';
import { priceCart } from '../promotion/price-cart.ts';
import type { Services } from '../services.ts';
import { subtotalOf } from '../totals/totals.ts';
import type { CartRow } from './cart-store.ts';
import { type CurrentLine, currentLines, type Offers } from './current-lines.ts';

function toItem({ id, variantId, quantity, unitPrice, offer }: CurrentLine, discount: Money): order.CartItem {
  const { sku, title, variantTitle, productSlug, image, available } = offer;
  const total = multiply(unitPrice, quantity);
  return { id, variantId, sku, title, variantTitle, productSlug, quantity, unitPrice, total, discount, image, available };
}

/** What counts, and the codes that were entered and count for nothing just now. */
export function toPromotions({ grants, refusals }: Granted, currency: Currency): order.CartPromotion[] {
  const shown = ({ id, name, code, effect }: Granted['grants'][number]['promotion']) => ({
    id,
    name,
    code,
    freeDelivery: effect.kind === 'free_delivery',
  });
  return [
    ...grants.map(({ promotion, amount }) => ({ ...shown(promotion), amount, problem: null })),
    ...refusals
      .filter(({ promotion }) => promotion.code !== null)
      .map(({ promotion, reason }) => ({ ...shown(promotion), amount: zero(currency), problem: reason })),
  ];
}

/** What gift cards and store credit are good for, and what they leave to pay of a total. */
function toCredit({ accounts, unanswered }: Covering, total: Money): Pick<order.Cart, 'giftCards' | 'storeCredit' | 'covered' | 'toPay'> {
  const covered = sum(
    accounts.map(({ covers }) => covers),
    total.currency,
  );
  const giftCards = accounts.flatMap(({ id, kind, lastFour, available, problem }) =>
    kind === 'gift_card' ? [{ accountId: id, lastFour: lastFour ?? '', available, problem }] : [],
  );
  const own = accounts.find(({ kind }) => kind === 'store_credit');
  const storeCredit = own ? { available: own.available } : null;
  return { giftCards: [...giftCards, ...unanswered], storeCredit, covered, toPay: subtract(total, covered) };
}

/**
 * A cart as its owner sees it, with prices, availability and promotions of now.
 * @param known offers that were read a moment ago, so that they are not asked for again
 */
export async function viewCart(ctx: Services, cart: CartRow, known?: Offers): Promise<order.Cart> {
  const { id, currency } = cart;
  const lines = await currentLines(ctx, cart, known);
  const granted = await priceCart(ctx, { cart, lines, customerId: currentCustomer(), email: null });
  const subtotal = subtotalOf(lines, currency);
  const discount = sum(granted.discounts, currency);
  const total = subtract(subtotal, discount);
  const covering = await coverWith(ctx, cart, total);
  const items = lines.map((line, index) => toItem(line, granted.discounts[index] ?? zero(currency)));
  return {
    id,
    token: null,
    currency,
    items,
    promotions: toPromotions(granted, currency),
    subtotal,
    discount,
    total,
    ...toCredit(covering, total),
  };
}
