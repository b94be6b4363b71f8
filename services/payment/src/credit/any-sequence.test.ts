import type { CreditAccountId } from '@tradewind/contracts/ids';
import { newId } from '@tradewind/contracts/ids';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createPayment } from '../payment/create-payment.ts';
import { settleCancellation } from '../payment/settle-cancellation.ts';
import { voidPayment } from '../payment/void-payment.ts';
import { refundPayment } from '../refund/refund-payment.ts';
import { expectBooksToAgree, expectLedgerToBalance, type Harness, paymentInput, startPaymentService } from '../test-kit.ts';
import { adjustCredit } from './adjust-credit.ts';
import { issueGiftCard } from './issue-gift-card.ts';

let house: Harness;

beforeAll(async () => {
  house = await startPaymentService({ webhooks: false });
});
afterAll(() => house.close());

/** What an account and an order are to be by the rules, kept apart from the code that they are tested with. */
interface Account {
  readonly id: CreditAccountId;
  balance: number;
  held: number;
}
interface Order {
  /** The order that this is an edit of; itself where it is none. */
  readonly whole?: Order;
  readonly input: ReturnType<typeof paymentInput>;
  readonly parts: { readonly account: Account; readonly amount: number; left: number }[];
  state: 'waiting' | 'paid' | 'over';
  /** Whether it was given up, so that no edit of it is paid for any more. */
  closed: boolean;
  /** Of what was paid, what neither the card nor anybody else got back. */
  left: number;
  cardLeft: number;
}
interface World {
  readonly accounts: readonly Account[];
  readonly orders: Order[];
  /** The customer's store credit. */
  credit: number;
}

const customerId = newId('user');
const size = fc.integer({ min: 1, max: 1_500 });
const which = fc.nat({ max: 19 });
const moves = fc.oneof(
  fc.record({
    move: fc.constant('pay' as const),
    total: fc.integer({ min: 0, max: 2_500 }),
    parts: fc.array(fc.tuple(which, size), { maxLength: 3 }),
    card: fc.constantFrom('pm_card_visa', 'pm_card_chargeDeclined', undefined),
    /** Whose edit it is for. */
    editOf: fc.option(which),
  }),
  fc.record({ move: fc.constantFrom('void' as const, 'pay later' as const, 'cancel' as const), which }),
  fc.record({ move: fc.constant('refund' as const), which, size, to: fc.constantFrom('original' as const, 'store_credit' as const) }),
  fc.record({ move: fc.constant('adjust' as const), which, size: fc.integer({ min: -1_000, max: 1_000 }).filter((by) => by !== 0) }),
);
type Move = typeof moves extends fc.Arbitrary<infer Value> ? Value : never;

const at = <Item>(items: readonly Item[], index: number): Item | undefined => items[index % Math.max(1, items.length)];
const succeeds = (work: Promise<unknown>) =>
  work.then(
    () => true,
    (error: { code?: string }) => {
      if (!['CONFLICT', 'PAYMENT_DECLINED', 'INVALID_INPUT'].includes(error.code ?? '')) throw error;
      return false;
    },
  );

function spend(order: Order): void {
  order.state = 'paid';
  for (const { account, amount } of order.parts) {
    account.balance -= amount;
    account.held -= amount;
  }
  order.cardLeft = order.input.amount.amountMinor - order.parts.reduce((sum, { amount }) => sum + amount, 0);
  order.left = order.input.amount.amountMinor;
}

function letGo(order: Order): void {
  order.state = 'over';
  for (const { account, amount } of order.parts) account.held -= amount;
}

function giveBack(world: World, order: Order, amount: number, to: 'original' | 'store_credit'): void {
  order.left -= amount;
  if (to === 'store_credit') {
    world.credit += amount;
    return;
  }
  const toCard = Math.min(amount, order.cardLeft);
  order.cardLeft -= toCard;
  let rest = amount - toCard;
  for (const part of order.parts.toReversed()) {
    const share = Math.min(rest, part.left);
    part.left -= share;
    part.account.balance += share;
    rest -= share;
  }
}

async function pay(world: World, { total, parts, card, editOf }: Extract<Move, { move: 'pay' }>): Promise<void> {
  const chosen = new Map(parts.map(([index, amount]) => [at(world.accounts, index), amount] as const));
  const list = [...chosen].flatMap(([account, amount]) => (account ? [{ account, amount, left: amount }] : []));
  const edited = editOf === null ? undefined : at(world.orders, editOf);
  const whole = edited?.whole ?? edited;
  const input = paymentInput({
    ...(whole && { orderId: whole.input.orderId, editId: newId('orderEdit') }),
    amount: { amountMinor: total, currency: 'USD' },
    credit: list.map(({ account, amount }) => ({ accountId: account.id, amountMinor: amount })),
    ...(card ? { paymentMethodId: card, returnUrl: 'https://shop.test/back' } : {}),
  });
  const asked = list.reduce((sum, { amount }) => sum + amount, 0);
  const fits = asked <= total && list.every(({ account, amount }) => account.balance - account.held >= amount);
  const isPaid = fits && (asked === total || card === 'pm_card_visa');
  const done = await succeeds(house.asOrder(() => createPayment(house.ctx, input)));
  expect(done).toBe(fits && (isPaid || card === undefined) && !whole?.closed);
  if (!done) return;
  const order: Order = { ...(whole && { whole }), input, parts: list, state: 'waiting', closed: false, left: 0, cardLeft: 0 };
  for (const { account, amount } of list) account.held += amount;
  world.orders.push(order);
  if (isPaid) spend(order);
}

async function change(world: World, { move, which: index }: Extract<Move, { move: 'void' | 'pay later' | 'cancel' }>): Promise<void> {
  const order = at(world.orders, index);
  if (!order) return;
  const { orderId, editId } = order.input;
  if (move === 'void') {
    const { status } = await house.asOrder(() => voidPayment(house.ctx, { orderId, editId }));
    order.closed = true;
    if (order.state === 'waiting') letGo(order);
    expect(status).toBe(order.state === 'paid' ? 'captured' : 'voided');
  } else if (move === 'pay later') {
    const again = { ...order.input, paymentMethodId: 'pm_card_visa', returnUrl: 'https://shop.test/back' };
    const done = await succeeds(house.asOrder(() => createPayment(house.ctx, again)));
    expect(done).toBe(order.state !== 'over');
    if (order.state === 'waiting') spend(order);
  } else {
    const text = 'UPDATE payment SET order_cancelled_at = now() WHERE order_id = $1 AND part = $2 RETURNING id';
    const [row] = await house.db.rows<{ id: string }>(text, [orderId, editId ?? '']);
    await house.asOrder(() => settleCancellation(house.ctx, row?.id ?? ''));
    if (order.state === 'waiting') letGo(order);
    else if (order.state === 'paid' && order.left > 0) giveBack(world, order, order.left, 'original');
  }
}

async function play(world: World, step: Move): Promise<void> {
  if (step.move === 'pay') return await pay(world, step);
  if (step.move === 'refund') {
    const order = at(world.orders, step.which);
    if (!order) return;
    const amount = { amountMinor: step.size, currency: 'USD' as const };
    const { orderId, editId } = order.input;
    const asked = { orderId, editId, refundId: newId('refund'), amount, reason: 'a test', to: step.to, customerId };
    const fits = order.state === 'paid' && step.size <= order.left;
    expect(await succeeds(house.asOrder(() => refundPayment(house.ctx, asked)))).toBe(fits);
    if (fits) giveBack(world, order, step.size, step.to);
    return;
  }
  if (step.move !== 'adjust') return await change(world, step);
  const account = at(world.accounts, step.which);
  if (!account) return;
  const fits = account.balance + step.size >= account.held;
  const adjust = { accountId: account.id, amountMinor: step.size, reason: 'a test' };
  expect(await succeeds(house.asUser(() => adjustCredit(house.ctx, adjust)))).toBe(fits);
  if (fits) account.balance += step.size;
}

it('leaves every account as the rules say, and all books in balance, whatever happens in whatever order', {
  timeout: 600_000,
}, async () => {
  const counts = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(fc.array(moves, { minLength: 4, maxLength: 16 }), async (steps) => {
      const before = await storeCredit();
      const issue = () => house.asUser(() => issueGiftCard(house.ctx, { amountMinor: 1_500, currency: 'USD', reason: 'a test' }));
      const accounts = [await issue(), await issue(), await issue()].map(({ account }) => ({ id: account.id, balance: 1_500, held: 0 }));
      const world: World = { accounts, orders: [], credit: 0 };
      for (const step of steps) {
        counts.set(step.move, (counts.get(step.move) ?? 0) + 1);
        await play(world, step);
      }
      const text = 'SELECT id, balance, held FROM credit_account WHERE id = ANY ($1) ORDER BY id';
      expect(await house.db.rows(text, [accounts.map(({ id }) => id)])).toEqual(accounts.toSorted((a, b) => (a.id < b.id ? -1 : 1)));
      expect((await storeCredit()) - before).toBe(world.credit);
    }),
    { numRuns: 80 },
  );
  await expectLedgerToBalance(house);
  await expectBooksToAgree(house);
  expect([...counts.keys()].toSorted()).toEqual(['adjust', 'cancel', 'pay', 'pay later', 'refund', 'void']);
});

async function storeCredit(): Promise<number> {
  const [row] = await house.db.rows<{ sum: number }>(
    `SELECT COALESCE(sum(balance), 0)::bigint AS sum FROM credit_account WHERE customer_id = $1`,
    [customerId],
  );
  return row?.sum ?? 0;
}
