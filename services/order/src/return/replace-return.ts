import { TradewindError } from '@tradewind/contracts/errors';
import { newId, type OrderId } from '@tradewind/contracts/ids';
import type { returns } from '@tradewind/contracts/schemas';
import { zero } from '@tradewind/money';
import type { Claim, Sql } from '@tradewind/service';
import { repeatable } from '../access.ts';
import type { CartRow } from '../cart/cart-store.ts';
import { forSale } from '../cart/current-lines.ts';
import { type Draft, shortLines } from '../checkout/draft-order.ts';
import { insertOrder } from '../checkout/insert-order.ts';
import { payOrder, resumeOrder } from '../checkout/pay-order.ts';
import { insertDraftCart } from '../draft/draft-store.ts';
import { findOrder, loadOrder, type OrderItemRow, type WholeOrder } from '../order/order-store.ts';
import type { Services } from '../services.ts';
import { totalsOf } from '../totals/totals.ts';
import type { ReturnKey } from './change-once.ts';
import { beginReplacement } from './replacement-store.ts';
import { loadReturn, type ReturnRow, unsettledOf } from './return-store.ts';
import { toReturn } from './return-view.ts';

interface Piece {
  readonly item: OrderItemRow;
  readonly quantity: number;
}

/** What came back, or need not, and was neither paid back nor sent anew. */
function unsettled(found: ReturnRow, items: readonly OrderItemRow[]): Piece[] {
  return items.flatMap((item) => {
    const line = found.items.find(({ itemId }) => itemId === item.id);
    const quantity = line ? unsettledOf(line) : 0;
    return quantity > 0 ? [{ item, quantity }] : [];
  });
}

/** An order of the same pieces, to where the first one went, for nothing. @throws OUT_OF_STOCK */
async function draftOf(
  ctx: Services,
  { first, found, pieces }: { first: WholeOrder; found: ReturnRow; pieces: readonly Piece[] },
): Promise<Draft> {
  const { currency } = first;
  const nothing = zero(currency);
  const offers = await forSale(
    ctx,
    pieces.map(({ item }) => item.variantId),
    currency,
  );
  const gone = pieces.filter(({ item }) => offers.get(item.variantId) === undefined);
  if (gone.length > 0) {
    const lines = gone.map(({ item, quantity }) => ({ variantId: item.variantId, sku: item.sku, requested: quantity, available: 0 }));
    throw new TradewindError('OUT_OF_STOCK', 'Not all of it is for sale any more.', { lines });
  }
  const lines = pieces.flatMap(({ item: { variantId }, quantity }) => {
    const offer = offers.get(variantId);
    return offer ? [{ id: newId('cartItem'), variantId, quantity, snapshot: offer, offer, unitPrice: nothing }] : [];
  });
  const cart: CartRow = {
    id: newId('cart'),
    customerId: null,
    currency,
    status: 'open',
    orderId: null,
    version: 0,
    lines,
    promotions: [],
    giftCards: [],
    useStoreCredit: false,
  };
  return {
    cart,
    customerId: first.customerId,
    isByStaff: true,
    replaces: { returnId: found.id, returnNumber: found.number, orderId: first.id, orderNumber: first.number },
    email: first.email,
    shippingAddress: first.shippingAddress,
    billingAddress: first.billingAddress,
    shippingOption: { ...first.shippingOption, price: nothing },
    lines,
    granted: { grants: [], refusals: [], discounts: lines.map(() => nothing), shippingDiscount: nothing },
    totals: totalsOf({
      lines: lines.map(({ quantity, unitPrice, offer }) => ({ quantity, unitPrice, discount: nothing, taxClass: offer.taxClass })),
      delivery: { price: nothing, discount: nothing },
      rateOf: () => ({ rate: 0, included: false }),
    }),
    credit: [],
    contentHash: found.id,
  };
}

async function begin(ctx: Services, input: ReturnKey, claim: Claim): Promise<WholeOrder> {
  const found = await loadReturn(ctx.db, input.returnId);
  const first = await loadOrder(ctx.db, found.orderId);
  const pieces = unsettled(found, first.items);
  if (pieces.length === 0) throw new TradewindError('CONFLICT', 'Nothing of this return waits to be settled.');
  const draft = await draftOf(ctx, { first, found, pieces });
  const lines = shortLines(draft);
  if (lines.length > 0) throw new TradewindError('OUT_OF_STOCK', 'Not all of it is in stock.', { lines });
  await insertDraftCart(ctx.db, draft.cart);
  const whole = await insertOrder(ctx, draft, async (sql: Sql, orderId) => {
    // The cast: it is the id of the order that is being written.
    const replaced = pieces.map(({ item, quantity }) => ({ itemId: item.id, quantity }));
    await beginReplacement(sql, { returnId: found.id, orderId: orderId as OrderId, pieces: replaced });
    await claim.attach(sql, orderId);
  });
  if (!whole) throw new Error('a new cart has no other order');
  return whole;
}

/**
 * Sends the pieces anew that came back, or need not, and were not paid back: an order that costs nothing, which is confirmed by itself.
 * Repeatable with a key.
 * @returns the return, which names that order
 * @throws NOT_FOUND; CONFLICT when nothing waits to be settled; OUT_OF_STOCK: nothing is changed then
 */
export function replaceReturn(ctx: Services, input: ReturnKey): Promise<returns.OrderReturn> {
  return repeatable(ctx.db, { procedure: 'staffReturns.replace', scope: input.returnId, input }, async (claim) => {
    const begun = claim.resource === null ? undefined : await findOrder(ctx.db, claim.resource);
    if (begun?.status === 'pending') await resumeOrder(ctx, begun, undefined);
    else if (!begun || begun.status === 'cancelled') await payOrder(ctx, await begin(ctx, input, claim), undefined);
    return toReturn(await loadReturn(ctx.db, input.returnId));
  });
}
