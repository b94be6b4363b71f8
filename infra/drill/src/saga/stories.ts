import { randomUUID } from 'node:crypto';
import type { Role } from '@tradewind/contracts/permissions';
import { eventually } from '@tradewind/testing';
import type { Journey } from '../plan/journeys.ts';
import { openBrowser, watchOrder } from '../shoppers/browser.ts';
import type { Client } from '../shoppers/client.ts';
import type { Good, Shop } from '../shoppers/shop.ts';
import { address, type Cart, emailOf, type Order, walk } from '../shoppers/walk.ts';

/** How long something may take that a step which is broken holds up. */
const patienceMs = 150_000;

/** What a story is told on: the shop, and what may happen to it beside the shopper's doing. */
export interface Stage {
  readonly shop: Omit<Shop, 'goods'>;
  readonly client: Client;
  /** No two stories of a run have the same. */
  readonly number: number;
  readonly plenty: readonly [Good, Good];
  readonly none: Good;
  /** A product that no other story buys. */
  readonly own: () => Good;
  /** What a member of staff sends along. */
  readonly as: (role: Role) => Readonly<Record<string, string>>;
  /** Somebody who has an account, and what they send along. */
  readonly customer: () => { readonly id: string; readonly headers: Readonly<Record<string, string>> };
  /** The order's time to be paid is over. */
  readonly expireOrder: (orderId: string) => Promise<void>;
  /** The time to pay for an edit of it is over. */
  readonly expireEdit: (orderId: string) => Promise<void>;
  /** Its reservation's time is over, and the stock is back. */
  readonly expireReservation: (orderId: string) => Promise<void>;
  /** The order is as one whose checkout ended, half a minute ago, before it had heard of a payment. */
  readonly forgetPayment: (orderId: string) => Promise<void>;
  /** It is time to ask the processor about the order's payment. */
  readonly askProcessor: (orderId: string) => Promise<void>;
  /** The carrier tells that a parcel arrived. */
  readonly bring: (trackingNumber: string) => Promise<void>;
  /** Nothing is left of a product. */
  readonly empty: (good: Good) => Promise<void>;
  /** It is time to ask the processor about the order's dispute. */
  readonly askBank: (orderId: string) => Promise<void>;
  /** It is time to remind of what is due. */
  readonly remind: () => Promise<void>;
  /** Everything that runs by a schedule runs once. */
  readonly sweep: () => Promise<void>;
}

type Story = (stage: Stage) => Promise<void>;
/** What happens to an order besides its shopper's journey. */
type Chapter = (stage: Stage, order: Order) => Promise<void>;

const journey: Omit<Journey, 'number'> = {
  account: null,
  lines: [
    { good: 0, quantity: 2 },
    { good: 1, quantity: 1 },
  ],
  paying: 'card',
  afterwards: 'nothing',
  patience: 'waits',
  giftCard: null,
  cutAfterMs: 0,
  pauseMs: 0,
};

/** What differs from a purchase with a good card, and what happens between its steps. */
interface Plot extends Partial<Pick<Journey, 'paying' | 'afterwards'>> {
  /** What happens to the cart before its checkout. */
  readonly filled?: (stage: Stage, cart: Cart) => Promise<void>;
  readonly placed?: Chapter;
  readonly paid?: Chapter;
  /** A card of the processor's that the shopper pays with at once. */
  readonly card?: string;
}

async function tell(stage: Stage, goods: readonly Good[], { filled, placed, paid, card, ...differences }: Plot): Promise<void> {
  const { client, number } = stage;
  await walk({
    shop: { ...stage.shop, goods },
    client,
    journey: { ...journey, ...differences, number },
    card,
    filled: async (cart) => await filled?.(stage, cart),
    placed: (order) => placed?.(stage, order) ?? Promise.resolve(),
    paid: (order) => paid?.(stage, order) ?? Promise.resolve(),
  });
}

/** A purchase of products that there are enough of. */
const purchase =
  (plot: Plot): Story =>
  (stage) =>
    tell(stage, stage.plenty, plot);

/** Asks as staff, until there is an answer. @returns what came of it; nothing when it did not succeed */
async function asStaff(stage: Stage, role: Role, path: string, body: unknown = {}): Promise<Readonly<Record<string, unknown>>> {
  const step = path.endsWith('/refunds') ? 'refund' : path.endsWith('/cancel') ? 'cancel' : 'staff';
  const asked = { step, method: 'POST', path: `/admin${path}`, headers: stage.as(role), body, key: randomUUID() } as const;
  const answer = await stage.client.insist(asked);
  return answer !== undefined && answer.status < 300 ? answer.body : {};
}

const giveAllBack: Chapter = async (stage, { id }) =>
  void (await asStaff(stage, 'finance', `/orders/${id}/refunds`, { reason: 'a story' }));

/** Staff change how many pieces lines have. @returns the order after that */
async function editOrder(stage: Stage, id: string, items: readonly { itemId: string; quantity: number }[]) {
  const shown = await asStaff(stage, 'support', `/orders/${id}/edits/preview`, { items });
  // The cast: the gateway's totals have this form.
  const { total } = (shown.totals ?? {}) as { total?: unknown };
  return await asStaff(stage, 'support', `/orders/${id}/edits`, { items, version: shown.version, expectedTotal: total });
}

/** One line is taken off and a piece put on another; what the order costs less goes back. */
const editDown: Chapter = async (stage, { id, items }) => {
  const [first, second] = items;
  if (!first || !second) return;
  await editOrder(stage, id, [
    { itemId: first.id, quantity: 0 },
    { itemId: second.id, quantity: second.quantity + 1 },
  ]);
};

/** A piece is put on a line, which costs more, and the customer opens the link. @returns how the edit is withdrawn, and what is paid with */
async function askForMore(stage: Stage, order: Order): Promise<{ withdraw: () => Promise<unknown>; clientSecret: string | undefined }> {
  const { id, items } = order;
  const { waitingEdit } = await editOrder(
    stage,
    id,
    items.slice(0, 1).map((item) => ({ itemId: item.id, quantity: item.quantity + 1 })),
  );
  // The cast: the gateway's orders have this form.
  const { id: editId } = (waitingEdit ?? {}) as { id?: string };
  const withdraw = async () => editId && (await asStaff(stage, 'support', `/orders/${id}/edits/${editId}/withdraw`));
  return { withdraw, clientSecret: await openLink(stage, order) };
}

/** The first card is declined. */
const payForMore: Chapter = async (stage, order) => {
  const { clientSecret } = await askForMore(stage, order);
  if (clientSecret === undefined) return;
  const browser = openBrowser(stage.shop.processor);
  await browser.confirm(clientSecret, 'pm_card_chargeDeclined');
  await browser.confirm(clientSecret, 'pm_card_visa');
  await watchOrder(stage.client, order, ({ waitingEdit }) => waitingEdit === null);
};

const withdrawMore: Chapter = async (stage, order) => void (await (await askForMore(stage, order)).withdraw());

const leaveMoreUnpaid: Chapter = async (stage, order) => {
  await askForMore(stage, order);
  await stage.expireEdit(order.id);
};

const giveAllAsCredit: Chapter = async (stage, { id }) =>
  void (await asStaff(stage, 'finance', `/orders/${id}/refunds`, { reason: 'a story', to: 'store_credit' }));

/** Finance make a gift card, whose code the shopper enters. @param amountMinor cents */
const withGiftCard =
  (amountMinor: number) =>
  async (stage: Stage, { path, headers }: Cart): Promise<void> => {
    const { code } = await asStaff(stage, 'finance', '/gift-cards', { amountMinor, currency: 'USD', reason: 'a story' });
    if (code === undefined) return;
    await stage.client.insist({ step: 'cart', method: 'POST', path: `${path}/gift-cards`, headers, body: { code }, key: randomUUID() });
  };

/** Staff put an order together for a customer and send it. @param then what comes of it, by who has it */
const sendDraft =
  (then: (stage: Stage, order: Pick<Order, 'id' | 'headers'>) => Promise<void>): Story =>
  async (stage) => {
    const { id: customerId, headers } = stage.customer();
    const [good, other] = stage.plenty;
    const content = {
      currency: 'USD',
      email: emailOf(stage.number),
      customerId,
      shippingAddress: address,
      shippingOptionId: 'standard',
      lines: [
        { variantId: good.variantId, quantity: 1, ownPrice: { amountMinor: 1_000, reason: 'a story' } },
        { variantId: other.variantId, quantity: 2 },
      ],
    };
    const draft = await asStaff(stage, 'support', '/drafts', content);
    // The cast: the gateway's drafts have this form.
    const { totals } = (draft.pricing ?? {}) as { totals?: { total: unknown } };
    const { id } = await asStaff(stage, 'support', `/drafts/${draft.id}/order`, { version: draft.version, expectedTotal: totals?.total });
    if (typeof id === 'string') await then(stage, { id, headers });
  };

/** The customer opens the link. @returns what is paid with, where something is due */
async function openLink({ client }: Stage, { id, headers }: Pick<Order, 'id' | 'headers'>): Promise<string | undefined> {
  const answer = await client.insist({ step: 'checkout', method: 'POST', path: `/orders/${id}/due`, headers, body: {} });
  // The cast: the gateway's answer has this form.
  const { payment } = (answer?.body.due ?? {}) as { payment?: { clientSecret: string } };
  return payment?.clientSecret;
}

/** The customer opens the link, and pays with a good card. */
async function payByLink(stage: Stage, order: Pick<Order, 'id' | 'headers'>): Promise<void> {
  const { client, shop } = stage;
  const { id, headers } = order;
  const clientSecret = await openLink(stage, order);
  if (clientSecret !== undefined) await openBrowser(shop.processor).confirm(clientSecret, 'pm_card_visa');
  await watchOrder(client, { id, headers }, ({ paymentStatus }) => paymentStatus === 'paid');
}

const changeCart: Chapter = async ({ client }, { cart }) => {
  const { path, headers } = cart;
  const answer = await client.insist({ step: 'cart', method: 'GET', path, headers });
  const [line] = (answer?.body.items ?? []) as { id: string }[];
  if (!line) return;
  await client.insist({ step: 'item', method: 'PATCH', path: `${path}/items/${line.id}`, headers, body: { quantity: 3 } });
};

const shipAndDeliver: Chapter = async (stage, { id, items }) => {
  const parcel = { items: items.map(({ id: itemId, quantity }) => ({ itemId, quantity })), carrier: 'Post' };
  const { shipments = [] } = await asStaff(stage, 'warehouse', `/orders/${id}/fulfilments`, parcel);
  for (const shipment of shipments as { id: string }[]) {
    await asStaff(stage, 'warehouse', `/orders/${id}/shipments/${shipment.id}/delivery`);
  }
};

/** The carrier makes the label, and tells that the parcel arrived. */
const shipWithLabel: Chapter = async (stage, order) => {
  const { id, items } = order;
  const parcel = { items: items.map(({ id: itemId, quantity }) => ({ itemId, quantity })), label: true };
  const { shipments = [] } = await asStaff(stage, 'warehouse', `/orders/${id}/fulfilments`, parcel);
  for (const { trackingNumber } of shipments as { trackingNumber: string }[]) await stage.bring(trackingNumber);
  await watchOrder(stage.client, order, ({ fulfilmentStatus }) => fulfilmentStatus === 'delivered');
};

/** Everything is sent, and its shopper asks to return the first line. @returns where the return is; nothing when it was not taken */
async function askForReturn(
  stage: Stage,
  order: Order,
): Promise<{ own: string; staff: string; itemId: string; quantity: number } | undefined> {
  const { id, items, headers } = order;
  const parcel = { items: items.map(({ id: itemId, quantity }) => ({ itemId, quantity })) };
  await asStaff(stage, 'warehouse', `/orders/${id}/fulfilments`, parcel);
  const [item] = items;
  if (!item) return undefined;
  const own = `/orders/${id}/returns`;
  const body = { items: [{ itemId: item.id, quantity: item.quantity, reason: 'other' }] };
  const answer = await stage.client.insist({ step: 'return', method: 'POST', path: own, headers, body, key: randomUUID() });
  const returnId = answer && answer.status < 300 ? answer.body.id : undefined;
  if (returnId === undefined) return undefined;
  return { own: `${own}/${returnId}`, staff: `/returns/${returnId}`, itemId: item.id, quantity: item.quantity };
}

/** The return is asked for, and then what staff do about it. */
const returned =
  (steps: (asked: { staff: string; itemId: string; quantity: number }) => readonly [Role, string, unknown?][]): Chapter =>
  async (stage, order) => {
    const asked = await askForReturn(stage, order);
    if (asked) for (const [role, path, body] of steps(asked)) await asStaff(stage, role, `${asked.staff}${path}`, body);
  };

/** The shopper calls: staff ask for the return, and pay without a parcel. */
const payForMissing: Chapter = async (stage, { id, items }) => {
  const [first] = items;
  if (!first) return;
  const piece = { itemId: first.id, quantity: 1 };
  await asStaff(stage, 'warehouse', `/orders/${id}/fulfilments`, { items: [piece] });
  const asked = await asStaff(stage, 'support', `/orders/${id}/returns`, { items: [{ ...piece, reason: 'missing' }] });
  await asStaff(stage, 'support', `/returns/${asked.id}/waiver`);
  await asStaff(stage, 'finance', `/returns/${asked.id}/refunds`);
};

/** As {@link payForMissing}, but the piece is sent anew. @param then what comes of the order that sends it */
const sendMissingAnew =
  (then: (stage: Stage, orderId: string) => Promise<void>): Chapter =>
  async (stage, { id, items }) => {
    const [first] = items;
    if (!first) return;
    const piece = { itemId: first.id, quantity: 1 };
    await asStaff(stage, 'warehouse', `/orders/${id}/fulfilments`, { items: [piece] });
    const asked = await asStaff(stage, 'support', `/orders/${id}/returns`, { items: [{ ...piece, reason: 'missing' }] });
    await asStaff(stage, 'support', `/returns/${asked.id}/waiver`);
    // The cast: the gateway's returns have this form.
    const { replacement } = (await asStaff(stage, 'support', `/returns/${asked.id}/replacement`)) as { replacement?: { id: string } };
    if (replacement) await then(stage, replacement.id);
  };

/** Nothing of it can be sold again, so that all stock stays where it is. */
const came = ({ itemId, quantity }: { itemId: string; quantity: number }) => ({ items: [{ itemId, sellable: 0, damaged: quantity }] });
const why = { reason: 'a story' };

/** What finance sees in a list once it is as it should be. */
async function seen<Item>({ client, as }: Stage, path: string, is: (item: Item) => boolean): Promise<Item> {
  const look = async () => {
    const answer = await client.insist({ step: 'staff', method: 'GET', path: `/admin${path}`, headers: as('finance') });
    // The cast: the gateway's lists have this form.
    const found = ((answer?.body.items ?? []) as Item[]).find(is);
    if (!found) throw new Error(`it is not in ${path}`);
    return found;
  };
  return await eventually(look, { timeoutMs: patienceMs });
}

interface Dispute {
  readonly id: string;
  readonly orderId: string;
  readonly status: string;
}

/** Staff answer the bank, which believes them. */
const answerBank: Chapter = async (stage, { id: orderId }) => {
  const { id } = await seen<Dispute>(stage, '/disputes?limit=100', (dispute) => dispute.orderId === orderId);
  const [headers, body] = [stage.as('finance'), { uncategorized_text: 'winning_evidence' }];
  await stage.client.insist({ step: 'staff', method: 'PUT', path: `/admin/disputes/${id}/evidence`, headers, body });
  await asStaff(stage, 'finance', `/disputes/${id}/submission`);
  await seen<Dispute>(stage, '/disputes?limit=100', (dispute) => dispute.id === id && dispute.status === 'won');
};

/** What banks and processors do by themselves. */
async function bank<Answer>({ shop }: Stage, path: string, body?: object): Promise<Answer> {
  const asked = body && { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  // The cast: the sandbox's controls answer in this form.
  return (await (await fetch(`${shop.processor}/_sandbox/${path}`, asked)).json()) as Answer;
}

interface Charged {
  readonly id: string;
  readonly status: string;
  readonly metadata: { readonly orderId?: string };
}

/** The bank disputes it later, and nobody answers although they are reminded; a sweep asks how it stands. */
const letItLapse: Chapter = async (stage, { id: orderId }) => {
  const { items } = await bank<{ items: Charged[] }>(stage, 'charges');
  const charge = items.find(({ status, metadata }) => status === 'succeeded' && metadata.orderId === orderId)?.id;
  await bank(stage, 'disputes', { charge, dueInSeconds: 3_600 });
  await seen<Dispute>(stage, '/disputes?limit=100', (dispute) => dispute.orderId === orderId);
  await stage.remind();
  await stage.askBank(orderId);
};

/** Staff give in to the bank. */
const giveIn: Chapter = async (stage, { id: orderId }) => {
  const { id } = await seen<Dispute>(stage, '/disputes?limit=100', (dispute) => dispute.orderId === orderId);
  await asStaff(stage, 'finance', `/disputes/${id}/acceptance`);
  await seen<Dispute>(stage, '/disputes?limit=100', (dispute) => dispute.id === id && dispute.status === 'lost');
};

/** All that was earned goes to the bank, which sends it back. */
const payOut: Chapter = async (stage) => {
  const { items } = await bank<{ items: { id: string }[] }>(stage, 'payouts', {});
  for (const { id } of items) {
    const has = (status: string) => (payout: { reference: string; status: string }) => payout.reference === id && payout.status === status;
    await seen(stage, '/payouts?limit=100', has('paid'));
    await bank(stage, `payouts/${id}/fail`, {});
    await seen(stage, '/payouts?limit=100', has('failed'));
  }
};

const compareBooks: Chapter = async (stage) => {
  await asStaff(stage, 'finance', '/reconciliation/runs');
  await stage.client.insist({ step: 'staff', method: 'GET', path: '/admin/reconciliation', headers: stage.as('finance') });
};

/** Every way that a purchase may go. */
export const stories = {
  // The first, so that no sweep finds another payment beside this one.
  'the shopper thinks it over while a sweep asks, and cancels': purchase({
    paying: 'leaves-unpaid',
    placed: (stage, { id }) => stage.askProcessor(id),
    afterwards: 'cancels',
  }),
  'a guest pays with a card': purchase({}),
  'the browser pays, and the webhook tells': purchase({ paying: 'in-the-browser' }),
  'the browser pays with its second card': purchase({ paying: 'in-the-browser-second-card' }),
  'the card is declined': purchase({ paying: 'declined' }),
  'a card is declined, and the next checkout pays': purchase({ paying: 'declined-then-card' }),
  'the shopper comes back from the bank': purchase({ paying: 'authenticates' }),
  'the shopper leaves at the bank, and the order expires': purchase({
    paying: 'leaves-at-authentication',
    placed: (stage, { id }) => stage.expireOrder(id),
  }),
  'the checkout ends before it has heard of a payment': purchase({
    paying: 'leaves-unpaid',
    placed: (stage, { id }) => stage.forgetPayment(id),
  }),
  'the shopper changes the cart before paying': purchase({ paying: 'leaves-unpaid', placed: changeCart }),
  'the shopper cancels before paying': purchase({ paying: 'leaves-unpaid', afterwards: 'cancels' }),
  'the shopper cancels what is paid': purchase({ afterwards: 'cancels' }),
  'staff cancel what is paid': purchase({
    paid: async (stage, { id }) => void (await asStaff(stage, 'support', `/orders/${id}/cancel`, { reason: 'a story' })),
  }),
  'staff ship it, and it arrives': purchase({ paid: shipAndDeliver }),
  'staff ship it with a label, and its carrier brings it': purchase({ paid: shipWithLabel }),
  'staff put an order together, and its customer pays by link': sendDraft(payByLink),
  'nobody pays for what staff have put together': sendDraft((stage, { id }) => stage.expireOrder(id)),
  'staff edit what is paid': purchase({ paid: editDown }),
  'an edit costs more, and its customer pays by link': purchase({ paid: payForMore }),
  'an edit costs more, and staff think better of it': purchase({ paid: withdrawMore }),
  'an edit costs more, and nobody pays': purchase({ paid: leaveMoreUnpaid }),
  'an edit costs more, and the shopper cancels': purchase({
    paid: async (stage, order) => void (await askForMore(stage, order)),
    afterwards: 'cancels',
  }),
  'an edit that cost more is paid for, and staff give all back': purchase({
    paid: async (stage, order) => {
      await payForMore(stage, order);
      await giveAllBack(stage, order);
    },
  }),
  'staff give a part back': purchase({ afterwards: 'staff-refunds-part' }),
  'staff give all back': purchase({ paid: giveAllBack }),
  'a gift card pays a part, and the shopper cancels': purchase({ filled: withGiftCard(500), afterwards: 'cancels' }),
  'a gift card waits with an order that expires': purchase({
    filled: withGiftCard(500),
    paying: 'leaves-unpaid',
    placed: (stage, { id }) => stage.expireOrder(id),
  }),
  'a gift card pays for everything, and staff give all back': purchase({ filled: withGiftCard(1_000_000), paid: giveAllBack }),
  'staff give all back as a gift card': purchase({ paid: giveAllAsCredit }),
  'the bank takes its time with a refund': purchase({ card: 'pm_card_pendingRefund', paid: giveAllBack }),
  'the bank takes a refund back': purchase({ card: 'pm_card_refundFail', paid: giveAllBack }),
  'the shopper returns a part, and is paid back': purchase({
    paid: returned((asked) => [
      ['support', '/approve'],
      ['warehouse', '/receipts', came(asked)],
      ['finance', '/refunds'],
    ]),
  }),
  'pieces were missing, and staff pay for them': purchase({ paid: payForMissing }),
  'pieces were missing, and are sent anew': purchase({ paid: sendMissingAnew(async () => undefined) }),
  'what is sent anew is cancelled': purchase({
    paid: sendMissingAnew(async (stage, id) => void (await asStaff(stage, 'support', `/orders/${id}/cancel`, { reason: 'a story' }))),
  }),
  'staff reject a return': purchase({ paid: returned(() => [['support', '/reject', why]]) }),
  'a return is closed, for nothing came': purchase({
    paid: returned(() => [
      ['support', '/approve'],
      ['support', '/close', why],
    ]),
  }),
  'the shopper thinks better of a return': purchase({
    paid: async (stage, order) => {
      const asked = await askForReturn(stage, order);
      const { headers } = order;
      if (asked)
        await stage.client.insist({ step: 'return', method: 'POST', path: `${asked.own}/cancel`, headers, body: {}, key: randomUUID() });
    },
  }),
  'a bank disputes it, and staff win': purchase({ card: 'pm_card_createDispute', paid: answerBank }),
  'a bank disputes it, and staff give in': purchase({ card: 'pm_card_createDispute', paid: giveIn }),
  'a bank disputes it, and nobody answers': purchase({ paid: letItLapse }),
  'what was earned is paid out, and comes back': purchase({ paid: payOut }),
  'finance have the books compared': purchase({ paid: compareBooks }),
  'one product is out of stock': (stage) => tell(stage, [stage.plenty[0], stage.none], {}),
  'the money comes after the stock was given back': purchase({
    paying: 'in-the-browser',
    placed: (stage, { id }) => stage.expireReservation(id),
  }),
  'the money comes after the stock was sold to somebody else': (stage) => {
    const good = stage.own();
    const placed: Chapter = async (_, { id }) => {
      await stage.expireReservation(id);
      await stage.empty(good);
    };
    return tell(stage, [good, stage.plenty[1]], { paying: 'in-the-browser', placed });
  },
  'nothing happens, and every sweep looks': (stage) => stage.sweep(),
} as const satisfies Record<string, Story>;

export type StoryName = keyof typeof stories;

// The cast: an object's own keys are the names of its type here.
export const storyNames = Object.keys(stories) as StoryName[];
