import { formatMoney, isCurrency, type Money } from '@tradewind/money';
import type { TimelineItem } from '@tradewind/ui/timeline';
import type { Note, Order } from '#gateway/procedures.ts';
import type { Words } from './order-words.ts';

type Fact = Order['timeline'][number];

/** What a fact says in plain words, and what is worth knowing beside it. */
export interface FactWords extends Words {
  readonly detail: string;
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  // The cast: any object may be asked for its properties, of which nothing is known.
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

/** An amount of money out of a fact, if it is one. */
export function moneyOf(value: unknown): Money | null {
  const { amountMinor, currency } = record(value);
  return Number.isSafeInteger(amountMinor) && typeof currency === 'string' && isCurrency(currency)
    ? { amountMinor: Number(amountMinor), currency }
    : null;
}

const by: Readonly<Record<string, string>> = { customer: 'by the customer', staff: 'by staff', system: 'by the system' };

function amount(value: unknown): string {
  const known = moneyOf(value);
  return known ? formatMoney(known) : '';
}

function join(...parts: (string | null | undefined | false)[]): string {
  return parts.filter(Boolean).join(' · ');
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** `+1 × Lamp (Green)` */
export function changeText(line: unknown): string {
  const { title, variantTitle, delta } = record(line);
  const pieces = Number(delta ?? 0);
  return `${pieces > 0 ? '+' : '−'}${Math.abs(pieces)} × ${text(title)}${text(variantTitle) && ` (${text(variantTitle)})`}`;
}

const isChange = (value: unknown) => (moneyOf(value)?.amountMinor ?? 0) !== 0;

const withdrawals: Readonly<Record<string, string>> = {
  staff: 'by staff',
  expired: 'it was not paid for in time',
  'order-cancelled': 'with the order',
  overtaken: 'it does not fit the order any more; what was paid goes back',
  conflicted: 'the processor took another amount than was due',
};

/** What staff should look at. */
const failedEdits: readonly string[] = ['overtaken', 'conflicted'];

const tellers: Readonly<Record<string, (data: Fact['data'], order: Order) => FactWords>> = {
  placed: (data) => ({
    label: data.by === 'staff' ? 'Order made by staff' : 'Order placed',
    tone: 'neutral',
    detail: data.replaces ? `Sends ${text(record(data.replaces).returnNumber)} anew` : '',
  }),
  payment_requested: (data) => ({ label: 'Customer asked to pay by link', tone: 'warning', detail: amount(data.amount) }),
  confirmed: ({ paid }) => ({ label: 'Payment received, order confirmed', tone: 'success', detail: amount(paid) }),
  paid_late: ({ paid }) => ({ label: 'Payment arrived after the end of the order; it goes back', tone: 'warning', detail: amount(paid) }),
  payment_conflicted: ({ expected, actual }) => ({
    label: 'The processor took another amount than was due',
    tone: 'danger',
    detail: join(`due ${amount(expected)}`, amount(actual) && `taken ${amount(actual)}`),
  }),
  payment_failed: ({ declineCode }) => ({
    label: 'A payment did not go through',
    tone: 'danger',
    detail: text(declineCode).replaceAll('_', ' '),
  }),
  shipped: ({ shipmentId, items }, order) => {
    const shipment = order.shipments.find(({ id }) => id === shipmentId);
    const pieces = (Array.isArray(items) ? items : []).reduce((sum: number, item) => sum + Number(record(item).quantity ?? 0), 0);
    return {
      label: 'Handed to the carrier',
      tone: 'info',
      detail: join(`${pieces} ${pieces === 1 ? 'piece' : 'pieces'}`, shipment?.carrier, shipment?.trackingNumber),
    };
  },
  edited: ({ lines, difference, changesAddress }) => ({
    label: 'Order changed by staff',
    tone: 'accent',
    detail: join(
      ...(Array.isArray(lines) ? lines : []).map(changeText),
      changesAddress === true && 'another address',
      isChange(difference) && amount(difference),
    ),
  }),
  edit_requested: ({ lines, amount: due, changesAddress }) => ({
    label: 'Change waits for its payment',
    tone: 'warning',
    detail: join(...(Array.isArray(lines) ? lines : []).map(changeText), changesAddress === true && 'another address', amount(due)),
  }),
  edit_payment_failed: ({ declineCode }) => ({
    label: 'A payment for the change did not go through',
    tone: 'danger',
    detail: text(declineCode).replaceAll('_', ' '),
  }),
  edit_paid: ({ paid }) => ({ label: 'Change paid for', tone: 'success', detail: amount(paid) }),
  edit_paid_late: ({ paid }) => ({
    label: 'Payment for the change arrived after its end; it goes back',
    tone: 'warning',
    detail: amount(paid),
  }),
  edit_withdrawn: ({ reason }) => {
    const tone = failedEdits.includes(text(reason)) ? 'danger' : 'neutral';
    return { label: 'Change withdrawn', tone, detail: withdrawals[text(reason)] ?? text(reason) };
  },
  delivered: () => ({ label: 'Parcel delivered', tone: 'success', detail: '' }),
  completed: () => ({ label: 'Order completed', tone: 'success', detail: '' }),
  cancelled: (data) => ({ label: `Cancelled ${by[text(data.by)] ?? ''}`.trim(), tone: 'danger', detail: text(data.reason) }),
  refund_requested: (data) => ({ label: 'Refund asked for', tone: 'neutral', detail: join(amount(data.amount), text(data.reason)) }),
  refunded: (data) => ({ label: 'Refunded', tone: 'success', detail: amount(data.amount) }),
  return_requested: ({ number }) => ({ label: 'Return asked for', tone: 'warning', detail: text(number) }),
  return_approved: ({ number }) => ({ label: 'Return approved', tone: 'info', detail: text(number) }),
  return_rejected: ({ number, reason }) => ({ label: 'Return rejected', tone: 'danger', detail: join(text(number), text(reason)) }),
  return_cancelled: ({ number }) => ({ label: 'Return cancelled by the customer', tone: 'neutral', detail: text(number) }),
  return_received: ({ number, items }) => {
    const lines = (Array.isArray(items) ? items : []).map(record);
    const count = (of: 'sellable' | 'damaged') => lines.reduce((sum, line) => sum + Number(line[of] ?? 0), 0);
    const detail = join(
      text(number),
      count('sellable') > 0 && `${count('sellable')} sellable`,
      count('damaged') > 0 && `${count('damaged')} damaged`,
    );
    return { label: 'Came back', tone: 'info', detail };
  },
  return_waived: ({ number }) => ({ label: 'Settled without a parcel', tone: 'info', detail: text(number) }),
  return_replaced: ({ number, orderNumber }) => ({
    label: 'Sent anew',
    tone: 'success',
    detail: join(text(number), `as ${text(orderNumber)}`),
  }),
  return_reopened: ({ number }) => ({ label: 'Not sent anew after all', tone: 'warning', detail: text(number) }),
  return_closed: ({ number, reason }) => ({ label: 'Return closed', tone: 'neutral', detail: join(text(number), text(reason)) }),
  refund_failed: (data) => ({ label: 'The refund failed', tone: 'danger', detail: amount(data.amount) }),
};

/** What a fact of an order is told as. One that is not known here is told by its name. */
export function factWords(fact: Fact, order: Order): FactWords {
  const tell = Object.hasOwn(tellers, fact.type) ? tellers[fact.type] : undefined;
  return tell?.(fact.data, order) ?? { label: sentenceOf(fact.type), tone: 'neutral', detail: '' };
}

/** The history of an order with the notes about it, the newest first. */
export function timelineOf(order: Order, notes: readonly Note[]): TimelineItem[] {
  const facts = order.timeline.map((fact, index): TimelineItem => {
    const { label, tone, detail } = factWords(fact, order);
    return { key: `${index}-${fact.type}`, title: label, tone, at: fact.at, description: detail || undefined };
  });
  const written = notes.map(
    ({ id, author, text: description, at }): TimelineItem => ({
      key: id,
      title: `Note by ${author.name}`,
      tone: 'accent',
      at,
      description,
    }),
  );
  const time = ({ at }: TimelineItem) => Date.parse(at ?? '');
  return [...facts, ...written].toSorted((left, right) => time(left) - time(right)).toReversed();
}

function sentenceOf(type: string): string {
  const words = type.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
