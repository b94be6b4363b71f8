import type { Killed } from '../faults/run-kills.ts';
import type { Knowledge } from '../record/knowledge.ts';
import type { Good } from '../shoppers/shop.ts';
import type { Books, ChargeBook, OrderBook, PaymentBook, ReservationBook } from './books.ts';

/** All that a shop is judged by. */
export interface Evidence {
  readonly books: Books;
  readonly knowledge: Knowledge;
  /** What was for sale, and how many there were at the beginning. */
  readonly goods: readonly Good[];
  readonly kills: readonly Killed[];
  /** How often each process of the shop was started again. */
  readonly restarts: Readonly<Record<string, number>>;
}

/** What came of one invariant: how much was looked at, and what is wrong. */
export interface Finding {
  readonly checked: number;
  readonly violations: readonly string[];
}

/** Looks at each item; what `look` answers is wrong with it. */
export function examine<Item>(items: readonly Item[], look: (item: Item) => string | undefined): Finding {
  return { checked: items.length, violations: items.flatMap((item) => look(item) ?? []) };
}

/** The first thing of a list that is wrong, or nothing. */
export function firstWrong(...checks: readonly (readonly [wrong: boolean, what: string])[]): string | undefined {
  return checks.find(([wrong]) => wrong)?.[1];
}

export const sumOf = (amounts: readonly number[]): number => amounts.reduce((sum, amount) => sum + amount, 0);

/** Everything that is known of one order as it was paid for at first, over all books. */
export interface OrderFile {
  readonly order: OrderBook;
  readonly charges: readonly ChargeBook[];
  readonly payment: PaymentBook | undefined;
  readonly reservation: ReservationBook | undefined;
}

export function filesOf({ orders, charges, payments, reservations }: Books): OrderFile[] {
  const own = <Row extends { readonly part: string }>(rows: readonly Row[]) => rows.filter(({ part }) => part === '');
  const chargesOf = Map.groupBy(own(charges), ({ orderId }) => orderId);
  const paymentOf = new Map(own(payments).map((payment) => [payment.orderId, payment]));
  const reservationOf = new Map(reservations.map((reservation) => [reservation.orderId, reservation]));
  return orders.map((order) => ({
    order,
    charges: chargesOf.get(order.id) ?? [],
    payment: paymentOf.get(order.id),
    reservation: reservationOf.get(order.id),
  }));
}

export const isSold = ({ status }: OrderBook): boolean => status === 'confirmed' || status === 'completed';
export const wasConfirmed = ({ facts }: OrderBook): boolean => facts.includes('confirmed');
