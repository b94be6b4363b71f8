import { TradewindError } from '@tradewind/contracts/errors';
import type { credit, order } from '@tradewind/contracts/schemas';
import { type Money, money, zero } from '@tradewind/money';
import { currentCall } from '@tradewind/service';
import type { CartRow } from '../cart/cart-store.ts';
import type { Services } from '../services.ts';

/** What gift cards and store credit can pay, and how much of a total each does. */
export interface Covering {
  readonly accounts: readonly (credit.UsableCredit & { readonly covers: Money })[];
  /** The gift cards of which nobody could say anything just now. */
  readonly unanswered: order.Cart['giftCards'];
}

/** The accounts that a cart names, gift cards first and in their order, with the last four of the code that was entered. */
async function accountsOf(ctx: Services, cart: CartRow): Promise<credit.UsableCredit[]> {
  const customerId = cart.useStoreCredit ? cart.customerId : null;
  if (cart.giftCards.length === 0 && customerId === null) return [];
  const accountIds = cart.giftCards.map(({ accountId }) => accountId);
  const asked = { accountIds, customerId, currency: cart.currency, orderId: cart.orderId };
  const { items } = await ctx.payment.credit.usable.query(asked);
  const typed = new Map(cart.giftCards.map(({ accountId, lastFour }) => [accountId, lastFour]));
  return items.map((item) => ({ ...item, lastFour: typed.get(item.id) ?? item.lastFour }));
}

/** Each pays what those before it have left. */
function cover(accounts: readonly credit.UsableCredit[], total: Money): Covering['accounts'] {
  let rest = total.amountMinor;
  return accounts.map((account) => {
    const amount = Math.min(rest, account.available.amountMinor);
    rest -= amount;
    return { ...account, covers: money(amount, total.currency) };
  });
}

/** How a cart's gift cards and store credit cover a total. A cart can be read also while the payment service is away. */
export async function coverWith(ctx: Services, cart: CartRow, total: Money): Promise<Covering> {
  try {
    return { accounts: cover(await accountsOf(ctx, cart), total), unanswered: [] };
  } catch (error) {
    if (!(error instanceof TradewindError) || !['UNAVAILABLE', 'DEADLINE_EXCEEDED'].includes(error.code)) throw error;
    currentCall().log.warn({ err: error, cartId: cart.id }, 'nobody says what is on the gift cards of a cart');
    const problem = 'cannot be looked at just now';
    return { accounts: [], unanswered: cart.giftCards.map((card) => ({ ...card, available: zero(cart.currency), problem })) };
  }
}

/** What each of a cart's gift cards and store credit pays of a total. @throws UNAVAILABLE when nobody can say */
export async function payWith(ctx: Services, cart: CartRow, total: Money): Promise<credit.PaidByCredit[]> {
  return cover(await accountsOf(ctx, cart), total).flatMap(({ id, kind, lastFour, covers }) =>
    covers.amountMinor > 0 ? [{ accountId: id, kind, lastFour, amount: covers }] : [],
  );
}
