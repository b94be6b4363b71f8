import { TradewindError } from '@tradewind/contracts/errors';
import type { OrderId } from '@tradewind/contracts/ids';
import type { drafts, order } from '@tradewind/contracts/schemas';
import type { Claim } from '@tradewind/service';
import { invalid, repeatable } from '../access.ts';
import { draftOrder, requireExpected, shortLines } from '../checkout/draft-order.ts';
import { insertPriced } from '../checkout/insert-order.ts';
import { payOrder, resumeOrder } from '../checkout/pay-order.ts';
import { loadOrder, type WholeOrder } from '../order/order-store.ts';
import { toOrder } from '../order/order-view.ts';
import type { Services } from '../services.ts';
import { cartOf, type DraftRow, draftHasMoved, loadDraft } from './draft-store.ts';

const attempts = 5;

/** @throws INVALID_INPUT naming what is missing */
function wantedOf({ content: { email, customerId, shippingAddress, shippingOptionId } }: DraftRow) {
  if (email === null) throw invalid('email', 'is missing');
  if (shippingAddress === null) throw invalid('shippingAddress', 'is missing');
  if (shippingOptionId === null) throw invalid('shippingOptionId', 'is missing');
  return { email, customerId, shippingAddress, shippingOptionId, isByStaff: true };
}

/** Goes on with the order that a draft has become. @returns its id */
async function goOn(ctx: Services, whole: WholeOrder): Promise<OrderId> {
  if (whole.status === 'pending') await resumeOrder(ctx, whole, undefined);
  return whole.id;
}

/** @returns undefined when something has come between: then the draft is to be looked at again */
async function attempt(ctx: Services, row: DraftRow, input: drafts.SendDraftInput, claim: Claim): Promise<OrderId | undefined> {
  if (row.version !== input.version) throw draftHasMoved();
  const cart = await cartOf(ctx.db, row.content, { id: row.cartId, version: row.version, orderId: null });
  const draft = await draftOrder(ctx, cart, wantedOf(row));
  requireExpected(draft, input.expectedTotal);
  const lines = shortLines(draft);
  if (lines.length > 0) {
    // What is short may be so because another sending of this very draft has reserved it.
    if ((await loadDraft(ctx.db, row.id)).order) return undefined;
    throw new TradewindError('OUT_OF_STOCK', 'Not everything in the draft is in stock.', { lines });
  }
  const whole = await insertPriced(ctx, draft, claim.attach);
  if (whole) await payOrder(ctx, whole, undefined);
  return whole?.id;
}

async function send(ctx: Services, input: drafts.SendDraftInput, claim: Claim): Promise<OrderId> {
  for (let count = 0; count < attempts; count += 1) {
    const row = await loadDraft(ctx.db, input.draftId);
    if (row.order) {
      await claim.attach(ctx.db, row.order.id);
      return goOn(ctx, await loadOrder(ctx.db, row.order.id));
    }
    const sent = await attempt(ctx, row, input, claim);
    if (sent) return sent;
  }
  throw new TradewindError('CONFLICT', 'The draft is being changed elsewhere; try again.');
}

/**
 * Turns a draft into an order as checkout does, and asks its customer to pay by link; where nothing is left to pay it is confirmed.
 * A draft has one order at a time: sent again, it goes on with that. Repeatable with a key.
 * @throws NOT_FOUND; INVALID_INPUT naming what is missing; CONFLICT for an empty draft, when somebody has changed it since it was seen and,
 * with the totals of now, when it would cost something else than was shown; OUT_OF_STOCK leaves the draft open as before; UNAVAILABLE may
 * be tried again
 */
export function sendDraft(ctx: Services, input: drafts.SendDraftInput): Promise<order.Order> {
  return repeatable(ctx.db, { procedure: 'drafts.send', scope: input.draftId, input }, async (claim) =>
    toOrder(await loadOrder(ctx.db, await send(ctx, input, claim))),
  );
}
