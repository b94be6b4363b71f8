import { TradewindError } from '@tradewind/contracts/errors';
import { type Id, newId, type OrderEditId, type OrderId } from '@tradewind/contracts/ids';
import { money } from '@tradewind/money';
import { runInCall, type Sql } from '@tradewind/service';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insertDraftCart } from '../draft/draft-store.ts';
import { requireEditable } from '../edit/look-at-edit.ts';
import { costOf, planEdit } from '../edit/plan-edit.ts';
import { beginReplacement } from '../return/replacement-store.ts';
import { readReturns, unsettledOf } from '../return/return-store.ts';
import { askSupplement } from '../supplement/ask-supplement.ts';
import { requireNothingWaits } from '../supplement/require-nothing-waits.ts';
import { supplementTransitions } from '../supplement/supplement-state.ts';
import { findWaiting } from '../supplement/supplement-store.ts';
import { takeSupplement } from '../supplement/take-supplement.ts';
import { withdrawLocked } from '../supplement/withdraw-locked.ts';
import { openShop, user, writeOrder } from '../test-kit.ts';
import { type Machines, type Move, move, wrongs } from '../test-machines.ts';
import { cancelLocked } from './cancel-locked.ts';
import { captureOrder } from './capture-order.ts';
import { loadOrder, lockOrder, readItems, type WholeOrder } from './order-store.ts';
import { readRefunds } from './refund-store.ts';
import { failRefund, settleRefund } from './settle-refund.ts';

let shop: Awaited<ReturnType<typeof openShop>>;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());

const line = fc.nat({ max: 1 });
const few = fc.integer({ min: 1, max: 3 });
const which = fc.nat({ max: 3 });
const count = fc.nat({ max: 3 });

/** Moves as they come, most of which the rules refuse; those that lead somewhere come more often. */
const oneMove: fc.Arbitrary<Move> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('ship' as const), line, quantity: few }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('refundPieces' as const), line, quantity: few }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('takeOff' as const), line, quantity: few }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('putOn' as const), line, quantity: few }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('payMore' as const), which }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('withdraw' as const, 'expire' as const) }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('ask' as const), line, quantity: few }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('refundAmount' as const), amount: fc.integer({ min: 1, max: 3_000 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('refundAll' as const, 'cancelOrder' as const) }) },
  {
    weight: 12,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        'deliver',
        'settle',
        'settle',
        'fail',
        'approve',
        'approve',
        'reject',
        'cancelReturn',
        'close',
        'waive',
        'pay',
        'pay',
        'replace',
        'giveUp',
      ),
      which,
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('receive' as const), which, sellable: count, damaged: count }) },
);

/** @param longest how many moves at most, and a third of that at least */
function moves(longest: number): fc.Arbitrary<Move[]> {
  return fc.array(oneMove, { minLength: Math.floor(longest / 3), maxLength: longest, size: 'max' });
}

/** An order that was just paid for, as the machines see it. */
function paidFor({ items, total }: WholeOrder): Machines {
  const delivery = total - items.reduce((sum, item) => sum + costOf(item), 0);
  const sums = { total, delivery, reduced: 0, paid: total, refunded: 0, refundPending: 0 };
  const states = { status: 'confirmed', paymentStatus: 'paid', fulfilmentStatus: 'unfulfilled' } as const;
  return { ...states, ...sums, lines: items, shipments: [], refunds: [], returns: [], supplements: [] };
}

async function paidOrder(): Promise<WholeOrder> {
  const order = await writeOrder(shop);
  const paid = { orderId: order.id, paymentId: newId('payment'), amount: money(order.total, order.currency) };
  await asService(() => shop.db.transaction((sql) => captureOrder(sql, paid)));
  return loadOrder(shop.db, order.id);
}

const asService = <T>(work: () => Promise<T>) => runInCall({ actor: { kind: 'service', name: 'order' } }, work);

describe('order, fulfilment, refunds and returns', () => {
  it('are never in a state that must not be, in 10,000 histories by the rules', () => {
    const seen = new Set<string>();
    const start = paidFor(sampleOrder);
    fc.assert(
      fc.property(moves(90), (history) => {
        let now = start;
        for (const one of history) {
          const next = move(now, one);
          if (!next) continue;
          now = next;
          expect(wrongs(now)).toEqual([]);
          for (const found of now.returns) seen.add(`return ${found.status}`);
          for (const found of now.supplements) seen.add(`supplement ${found.status}`);
          seen.add(`order ${now.status}`).add(`fulfilment ${now.fulfilmentStatus}`).add(`payment ${now.paymentStatus}`);
        }
      }),
      { numRuns: 10_000 },
    );
    // The histories lead everywhere, or this would prove little.
    expect([...seen].sort()).toEqual([...everywhere].sort());
  });

  it('do in the database what the rules say, move by move', { timeout: 180_000 }, async () => {
    const done = new Set<string>();
    // All but what ends an order at its beginning.
    const undone = () => kinds.filter((kind) => !done.has(kind) && kind !== 'cancelOrder');
    const walk = (numRuns: number) =>
      fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 35, size: 'max' }), async (steps) => {
          const order = await paidOrder();
          let now = paidFor(order);
          for (const { choice, rare, any } of steps) {
            // Mostly a move that leads somewhere, first of all of a kind that was not made yet; now and then one as it comes.
            const open = openMoves(now, rare === 0);
            const untried = open.filter(({ kind }) => !done.has(kind));
            const some = untried.length > 0 ? untried : open;
            const one = rare === 1 ? any : (some[choice % some.length] ?? any);
            const next = move(now, one);
            const outcome = await attempt(order, one);
            expect(outcome, `${JSON.stringify(one)} of ${JSON.stringify(now)}`).toBe(next ? 'done' : 'refused');
            if (!next) continue;
            now = next;
            done.add(one.kind);
            expect(await inDatabase(order)).toEqual(comparable(now));
          }
        }),
        // What fails is told as it is: making it smaller would take minutes.
        { numRuns, endOnFailure: true },
      );
    await walk(25);
    // What only several moves lead to may want more histories, or this would prove less than it says.
    for (let more = 0; undone().length > 0 && more < 20; more += 1) await walk(2);
    expect(undone()).toEqual([]);
  });
});

/** Without fast-check's liking for small numbers: what comes first in a list would be chosen most of the time. */
const step = fc.noBias(fc.record({ choice: fc.nat({ max: 999_999 }), rare: fc.nat({ max: 7 }), any: oneMove }));

const kinds = [
  ...(['putOn', 'payMore', 'withdraw', 'expire'] as const),
  ...(['ship', 'takeOff', 'refundPieces', 'ask', 'refundAmount', 'refundAll', 'cancelOrder', 'deliver', 'settle', 'fail'] as const),
  ...(['approve', 'reject', 'cancelReturn', 'close', 'waive', 'receive', 'pay', 'replace', 'giveUp'] as const),
];

/** One move of each kind that the rules allow now. @param all also those that leave little to do afterwards */
function openMoves(m: Machines, all: boolean): Move[] {
  const each = <T>(list: readonly T[], of: (index: number) => Move[]) => list.flatMap((_, index) => of(index));
  const candidates: Move[] = [
    ...each(m.lines, (index) =>
      (['ship', 'ask', 'refundPieces', 'takeOff', 'putOn'] as const).map((kind) => ({ kind, line: index, quantity: 1 })),
    ),
    ...each(m.supplements, (index) => [{ kind: 'payMore', which: index }]),
    { kind: 'withdraw' },
    { kind: 'expire' },
    ...each(m.shipments, (index) => [{ kind: 'deliver', which: index }]),
    ...each(m.refunds, (index) => (['settle', 'fail'] as const).map((kind) => ({ kind, which: index }))),
    ...each(m.returns, (index) => [
      ...(['approve', 'reject', 'cancelReturn', 'close', 'waive', 'pay', 'replace', 'giveUp'] as const).map((kind) => ({
        kind,
        which: index,
      })),
      { kind: 'receive', which: index, sellable: 1, damaged: 0 },
    ]),
    { kind: 'refundAmount', amount: 333 },
    ...(all ? ([{ kind: 'refundAll' }, { kind: 'cancelOrder' }] as const) : []),
  ];
  const open = candidates.filter((one) => move(m, one) !== undefined && !(one.kind === 'deliver' && m.shipments[one.which]?.delivered));
  // Of several of a kind the last: what was begun last is gone on with. What goes on with a return, or back, stands twice.
  const some = [...new Map(open.map((one) => [one.kind, one])).values()];
  return [...some, ...some.filter(({ kind }) => ['approve', 'receive', 'pay', 'fail', 'payMore'].includes(kind))];
}

const everywhere = [
  ...['requested', 'approved', 'rejected', 'cancelled', 'received', 'refunded', 'replaced', 'closed'].map((status) => `return ${status}`),
  ...Object.keys(supplementTransitions).map((status) => `supplement ${status}`),
  ...['confirmed', 'completed', 'cancelled'].map((status) => `order ${status}`),
  ...['unfulfilled', 'partial', 'fulfilled', 'delivered', 'returned'].map((status) => `fulfilment ${status}`),
  ...['paid', 'partially_refunded', 'refunded'].map((status) => `payment ${status}`),
];

/** Two pieces of one thing and three of another, with a tax that does not divide. */
const sampleOrder = {
  total: 11_367,
  items: [2, 3].map((quantity) => ({
    id: newId('orderItem'),
    quantity,
    unitPrice: 2_000,
    discount: 3,
    tax: quantity * 145 + 1,
    includedTax: 0,
    fulfilledQuantity: 0,
    refundedQuantity: 0,
    withdrawnQuantity: 0,
    claimedQuantity: 0,
    returnedQuantity: 0,
    heldQuantity: 0,
  })),
  // The cast: the machines look at nothing else of an order.
} as unknown as WholeOrder;

/** An order as the one that sends pieces anew, which is not asked for stock or money here. */
async function writeReplacement(
  sql: Sql,
  { items }: WholeOrder,
  pieces: readonly { itemId: string; quantity: number }[],
): Promise<OrderId> {
  const [id, cartId] = [newId('order'), newId('cart')];
  await insertDraftCart(sql, { id: cartId, currency: 'USD' });
  await sql.rows(
    `INSERT INTO orders (id, number, cart_id, currency, email, customer_name, shipping_address, billing_address, shipping_option, subtotal,
       discount, shipping, shipping_discount, tax, shipping_tax, included_tax, shipping_included_tax, total, item_count, content_hash, expires_at)
     VALUES ($1, $1, $2, 'USD', 'ada@example.com', 'Ada', '{}', '{}', '{}', 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 'test', now() + interval '1 hour')`,
    [id, cartId],
  );
  for (const [position, { itemId, quantity }] of pieces.entries()) {
    const variantId = items.find((item) => item.id === itemId)?.variantId;
    await sql.rows(
      `INSERT INTO order_item (id, order_id, position, variant_id, sku, title, variant_title, product_slug, quantity, unit_price, discount, tax,
         included_tax) VALUES ($1, $2, $3, $4, 'SKU-1', 'Thing', '', 'thing', $5, 0, 0, 0, 0)`,
      [newId('orderItem'), id, position, variantId, quantity],
    );
  }
  return id;
}

/** Makes a move by the real verbs. @throws what is no refusal: a constraint, a bug */
async function attempt(order: WholeOrder, by: Move): Promise<'done' | 'refused'> {
  const { id: orderId } = order;
  const staff = user(['admin']);
  const orderToken = shop.ctx.tokens.order(orderId);
  const guest = { actor: { kind: 'guest' }, caller: 'gateway' } as const;
  const itemOf = (index: number) => order.items[index]?.id ?? newId('orderItem');
  const returns = await readReturns(shop.db, orderId);
  const refunds = (await readRefunds(shop.db, orderId)).toSorted((left, right) => (left.id < right.id ? -1 : 1));
  const returnId = 'which' in by ? (returns[by.which]?.id ?? newId('return')) : newId('return');
  const inTransaction = (work: Parameters<typeof shop.db.transaction>[0]) => asService(() => shop.db.transaction(work));
  const run = async (): Promise<unknown> => {
    switch (by.kind) {
      case 'ship':
        return shop.as(staff, (api) => api.staff.fulfil({ orderId, items: [{ itemId: itemOf(by.line), quantity: by.quantity }] }));
      case 'deliver': {
        const shipmentId = (await loadOrder(shop.db, orderId)).shipments[by.which]?.id ?? newId('shipment');
        return shop.as(staff, (api) => api.staff.deliver({ orderId, shipmentId }));
      }
      case 'refundPieces':
        return shop.as(staff, (api) =>
          api.staff.refund({ orderId, items: [{ itemId: itemOf(by.line), quantity: by.quantity }], reason: 'a move' }),
        );
      case 'takeOff': {
        const itemId = itemOf(by.line);
        const { items } = await loadOrder(shop.db, orderId);
        const quantity = (items.find(({ id }) => id === itemId)?.quantity ?? 0) - by.quantity;
        if (quantity < 0) throw new TradewindError('CONFLICT', 'there are not so many');
        const edit = { orderId, items: [{ itemId, quantity }], added: [] };
        const { version, totals } = await shop.as(staff, (api) => api.staff.previewEdit(edit));
        return shop.as(staff, (api) => api.staff.edit({ ...edit, version, expectedTotal: totals.total }));
      }
      case 'putOn':
        return inTransaction((sql) => askForMore(sql, orderId, { itemId: itemOf(by.line), more: by.quantity }));
      case 'payMore': {
        const editId = (await supplementsOf(orderId))[by.which]?.editId;
        if (!editId) throw new TradewindError('CONFLICT', 'there is none');
        return inTransaction((sql) => takeSupplement(sql, { orderId, editId, amount: null }));
      }
      case 'withdraw':
      case 'expire':
        return inTransaction(async (sql) => {
          const row = await lockOrder(sql, orderId);
          if (!(await findWaiting(sql, orderId))) throw new TradewindError('CONFLICT', 'there is none');
          await withdrawLocked(sql, row, by.kind === 'expire' ? 'expired' : 'staff');
        });
      case 'refundAmount':
        return shop.as(staff, (api) => api.staff.refund({ orderId, amountMinor: by.amount, reason: 'a move' }));
      case 'refundAll':
        return shop.as(staff, (api) => api.staff.refund({ orderId, reason: 'a move' }));
      case 'settle': {
        const refund = refunds[by.which];
        if (refund?.status !== 'pending') throw new TradewindError('CONFLICT', 'there is none');
        return inTransaction((sql) => settleRefund(sql, { orderId, refundId: refund.id, amount: money(refund.amount, order.currency) }));
      }
      case 'fail': {
        const refund = refunds[by.which];
        if (!refund || refund.status === 'failed') throw new TradewindError('CONFLICT', 'there is none');
        return inTransaction((sql) => failRefund(sql, { orderId, refundId: refund.id }));
      }
      case 'cancelOrder':
        return shop.as(staff, (api) => api.staff.cancel({ orderId }));
      case 'ask': {
        const items = [{ itemId: itemOf(by.line), quantity: by.quantity, reason: 'other' as const }];
        return shop.as(guest, (api) => api.returns.request({ orderId, orderToken, items }));
      }
      case 'approve':
        return shop.as(staff, (api) => api.staffReturns.approve({ returnId }));
      case 'reject':
        return shop.as(staff, (api) => api.staffReturns.reject({ returnId, reason: 'a move' }));
      case 'close':
        return shop.as(staff, (api) => api.staffReturns.close({ returnId, reason: 'a move' }));
      case 'waive':
        return shop.as(staff, (api) => api.staffReturns.waive({ returnId }));
      case 'cancelReturn':
        return shop.as(guest, (api) => api.returns.cancel({ orderId, orderToken, returnId }));
      case 'receive': {
        const itemId = returns[by.which]?.items[0]?.itemId ?? newId('orderItem');
        return shop.as(staff, (api) =>
          api.staffReturns.receive({ returnId, items: [{ itemId, sellable: by.sellable, damaged: by.damaged }] }),
        );
      }
      case 'pay':
        return shop.as(staff, (api) => api.staffReturns.refund({ returnId }));
      case 'replace': {
        const found = returns[by.which];
        if (!found) throw new TradewindError('CONFLICT', 'there is none');
        const pieces = found.items.flatMap((one) => (unsettledOf(one) > 0 ? [{ itemId: one.itemId, quantity: unsettledOf(one) }] : []));
        if (pieces.length === 0) throw new TradewindError('CONFLICT', 'nothing waits');
        return inTransaction(async (sql) => {
          const anew = await writeReplacement(sql, order, pieces);
          await beginReplacement(sql, { returnId, orderId: anew, pieces });
        });
      }
      case 'giveUp': {
        const [last] = await shop.db.rows<{ id: OrderId }>(
          `SELECT id FROM orders WHERE replaces_return_id = $1 AND status <> 'cancelled' ORDER BY id DESC LIMIT 1`,
          [returnId],
        );
        if (!last) throw new TradewindError('CONFLICT', 'there is none');
        return inTransaction(async (sql) => void (await cancelLocked(sql, await lockOrder(sql, last.id), { by: 'staff' })));
      }
    }
  };
  try {
    await run();
    return 'done';
  } catch (error) {
    const cause = error instanceof Error && error.cause ? error.cause : error;
    const refusals = ['CONFLICT', 'NOT_FOUND', 'INVALID_INPUT'];
    if (cause instanceof TradewindError && refusals.includes(cause.code)) return 'refused';
    throw error;
  }
}

/** What `staff.edit` writes of an edit that costs more, without the stock that it sets aside first. */
async function askForMore(sql: Sql, orderId: OrderId, { itemId, more }: { itemId: Id<'orderItem'>; more: number }): Promise<void> {
  const row = await lockOrder(sql, orderId);
  await requireNothingWaits(sql, row);
  requireEditable(row);
  const items = await readItems(sql, orderId);
  const quantity = (items.find(({ id }) => id === itemId)?.quantity ?? 0) + more;
  const { tax } = await shop.ctx.settings.current();
  const plan = planEdit({ ...row, items }, { items: [{ itemId, quantity }], added: [] }, { offers: new Map(), taxes: tax.value });
  await askSupplement(sql, row, { id: newId('orderEdit'), plan, address: undefined, expiresAt: new Date(Date.now() + 3_600_000) });
}

const supplementsText = `
  SELECT edit_id AS "editId", status, amount, refunded, refund_pending AS pending FROM supplement WHERE order_id = $1 ORDER BY edit_id`;

function supplementsOf(orderId: OrderId) {
  type Row = { editId: OrderEditId; status: string; amount: number; refunded: number; pending: number };
  return shop.db.rows<Row>(supplementsText, [orderId]);
}

/** Of an order in the database, what the machines are about. */
async function inDatabase({ id }: WholeOrder) {
  const whole = await loadOrder(shop.db, id);
  const returns = await readReturns(shop.db, id);
  const refunds = (await readRefunds(shop.db, id)).toSorted((left, right) => (left.id < right.id ? -1 : 1));
  return {
    states: [whole.status, whole.paymentStatus, whole.fulfilmentStatus],
    sums: [whole.paid, whole.refunded, whole.refundPending],
    lines: whole.items.map(counts),
    total: whole.total,
    shipments: whole.shipments.map(({ deliveredAt }) => deliveredAt !== null),
    refunds: refunds.map(({ status, amount }) => [status, amount]),
    supplements: (await supplementsOf(id)).map(({ status, amount, refunded, pending }) => [status, amount, refunded, pending]),
    returns: returns.map(({ status, items }) => {
      const [item] = items;
      return item
        ? [status, item.quantity, item.sellable + item.damaged, item.waived, item.refunded, item.released, item.replaced]
        : [status];
    }),
  };
}

function comparable(m: Machines): Awaited<ReturnType<typeof inDatabase>> {
  const given = (part: number, status: string) =>
    m.refunds.reduce((sum, one) => sum + (one.part === part && one.status === status ? one.amount : 0), 0);
  return {
    states: [m.status, m.paymentStatus, m.fulfilmentStatus],
    sums: [m.paid, m.refunded, m.refundPending],
    lines: m.lines.filter(({ quantity }) => quantity > 0).map(counts),
    total: m.total,
    shipments: m.shipments.map(({ delivered }) => delivered),
    refunds: m.refunds.map(({ status, amount }) => [status, amount]),
    supplements: m.supplements.map(({ status, amount }, part) => [status, amount, given(part, 'succeeded'), given(part, 'pending')]),
    returns: m.returns.map(({ status, quantity, came, waived, refunded, released, anew }) => [
      status,
      quantity,
      came,
      waived,
      refunded,
      released,
      anew.reduce((total, pieces) => total + pieces, 0),
    ]),
  };
}

function counts(item: WholeOrder['items'][number]): number[] {
  const { quantity, fulfilledQuantity, refundedQuantity, withdrawnQuantity, claimedQuantity, returnedQuantity, heldQuantity } = item;
  return [quantity, fulfilledQuantity, refundedQuantity, withdrawnQuantity, claimedQuantity, returnedQuantity, heldQuantity];
}
