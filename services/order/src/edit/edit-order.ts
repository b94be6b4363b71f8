import { TradewindError } from '@tradewind/contracts/errors';
import { newId, type OrderEditId, type VariantId } from '@tradewind/contracts/ids';
import type { edits, order, primitives } from '@tradewind/contracts/schemas';
import { compare, formatMoney, money } from '@tradewind/money';
import { actorLabel, type Claim, currentCall, type Sql } from '@tradewind/service';
import { invalid, repeatable } from '../access.ts';
import { askRefund, isFinal } from '../order/ask-refund.ts';
import { loadOrder, lockOrder, type OrderRow } from '../order/order-store.ts';
import { toOrder } from '../order/order-view.ts';
import { idempotentCall, type Services } from '../services.ts';
import { askSupplement } from '../supplement/ask-supplement.ts';
import { requireNothingWaits } from '../supplement/require-nothing-waits.ts';
import { findSupplement } from '../supplement/supplement-store.ts';
import { applyEdit } from './apply-edit.ts';
import { changesOf, findEditRefunds, isWritten, versionOf } from './edit-store.ts';
import { type LookedAt, lookAtEdit } from './look-at-edit.ts';

/** How long stock is set aside for an edit, as a backstop: it is sold within seconds, kept longer by the event, or given back. */
const reservationMs = 15 * 60_000;

function hasMoved(): TradewindError {
  return new TradewindError('CONFLICT', 'The order has changed since it was looked at.');
}

/** @throws INVALID_INPUT when the address is in another place, where other taxes and delivery prices are due */
function requirePlace({ shippingAddress: now }: OrderRow, to: primitives.Address): void {
  const region = (address: primitives.Address) => (address.region ?? '').trim().toUpperCase();
  if (to.country !== now.country) throw invalid('shippingAddress.country', `is not ${now.country}; cancel the order and place it anew`);
  if (region(to) !== region(now))
    throw invalid('shippingAddress.region', `is not ${now.region ?? 'empty'}; cancel the order and place it anew`);
}

const parts = ['name', 'line1', 'line2', 'city', 'region', 'postalCode', 'country', 'phone'] as const;

/** The address that an order is to go to, where it is another one. */
function changedAddress({ shippingAddress: now }: OrderRow, to: primitives.Address | undefined): primitives.Address | undefined {
  return to && parts.some((part) => to[part] !== now[part]) ? to : undefined;
}

/** @throws CONFLICT when the order has moved, when it would cost something else than was shown, or when nothing changes; INVALID_INPUT */
function requireShown({ order, plan }: LookedAt, input: edits.EditOrderInput): void {
  if (order.facts.length !== input.version) throw hasMoved();
  const address = changedAddress(order, input.shippingAddress);
  if (address) requirePlace(order, address);
  else if (changesOf(plan).length === 0) throw new TradewindError('CONFLICT', 'The edit changes nothing.');
  const total = money(plan.sums.total, order.currency);
  if (input.expectedTotal.currency !== order.currency || compare(total, input.expectedTotal) !== 0) {
    throw new TradewindError('CONFLICT', `The order would cost ${formatMoney(total)} now.`);
  }
}

interface Reserving {
  readonly id: OrderEditId;
  readonly lines: readonly { readonly variantId: VariantId; readonly quantity: number }[];
}

/** Sets stock aside for the pieces that are put on, all or none; with nothing to put on, nothing. @throws OUT_OF_STOCK */
async function reserve(ctx: Services, { id, lines }: Reserving): Promise<void> {
  if (lines.length === 0) return;
  const expiresAt = new Date(Date.now() + reservationMs).toISOString();
  await ctx.product.inventory.reserve.mutate({ orderId: id, lines: [...lines], expiresAt }, idempotentCall);
}

async function release(ctx: Services, { id, lines }: Reserving): Promise<void> {
  if (lines.length === 0) return;
  try {
    await ctx.product.inventory.release.mutate({ orderId: id }, idempotentCall);
  } catch (error) {
    currentCall().log.warn({ err: error, editId: id }, 'stock that was set aside for an edit goes back when its time is over');
  }
}

interface Write {
  readonly id: OrderEditId;
  readonly address: primitives.Address | undefined;
  /** Of an edit that costs more, until when it waits for its payment. */
  readonly until: Date;
}

/** @throws CONFLICT when something has happened to the order since it was looked at */
async function write(sql: Sql, { order, plan }: LookedAt, { id, address, until }: Write): Promise<void> {
  const locked = await lockOrder(sql, order.id);
  await requireNothingWaits(sql, locked);
  if ((await versionOf(sql, order.id)) !== order.facts.length) throw hasMoved();
  if (plan.difference > 0) await askSupplement(sql, locked, { id, plan, address, expiresAt: until });
  else await applyEdit(sql, locked, { id, plan, address, editedBy: actorLabel(currentCall().actor) });
}

/** @param id the same when it is tried again, so that no stock is set aside twice */
async function makeEdit(ctx: Services, id: OrderEditId, input: edits.EditOrderInput, claim: Claim): Promise<void> {
  const looked = await lookAtEdit(ctx, input);
  requireShown(looked, input);
  const lines = changesOf(looked.plan).flatMap(({ variantId, delta }) => (delta > 0 ? [{ variantId, quantity: delta }] : []));
  const until = new Date(Date.now() + ctx.linkExpiryMinutes * 60_000);
  try {
    await reserve(ctx, { id, lines });
    await ctx.db.transaction(async (sql) => {
      await write(sql, looked, { id, address: changedAddress(looked.order, input.shippingAddress), until });
      await claim.attach(sql, id);
    });
  } catch (error) {
    // Any other failure may be tried again, and goes on with what is set aside.
    if (isFinal(error)) await release(ctx, { id, lines });
    throw error;
  }
}

/**
 * Changes an order that is paid for: pieces of lines of which nothing was shipped or given back, further variants, the address within
 * its place. What it costs less goes back to the customer; what it costs more they are asked for, and until they have paid it nothing of the
 * order changes. Stock moves by the event. Repeatable with a key.
 * @throws NOT_FOUND; INVALID_INPUT naming a line, a variant or a part of the address; CONFLICT when the order has moved since it was
 * previewed, would cost something else than was shown, nothing would be left of it, or another edit waits for its payment; OUT_OF_STOCK
 */
export function editOrder(ctx: Services, input: edits.EditOrderInput): Promise<order.Order> {
  return repeatable(ctx.db, { procedure: 'staff.edit', scope: input.orderId, input }, async (claim) => {
    // The cast: nothing else is attached under this procedure.
    const id = (claim.resource as OrderEditId | null) ?? newId('orderEdit');
    if (claim.resource === null) await claim.attach(ctx.db, id);
    const isMade = (await isWritten(ctx.db, id)) || (await findSupplement(ctx.db, id)) !== undefined;
    if (!isMade) await makeEdit(ctx, id, input, claim);
    for (const refundId of await findEditRefunds(ctx.db, id)) await askRefund(ctx, refundId);
    return toOrder(await loadOrder(ctx.db, input.orderId));
  });
}
