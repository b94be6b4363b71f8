/** What the databases, the processor and the mailbox say once the shop is at rest. Amounts are minor units. */
export interface Books {
  readonly orders: readonly OrderBook[];
  readonly carts: readonly CartBook[];
  readonly payments: readonly PaymentBook[];
  readonly credits: readonly CreditSum[];
  /** The processor's events that were stored and not acted on. */
  readonly webhooksWaiting: number;
  /** Where our books and the processor's differ, and nobody has settled it. */
  readonly discrepancies: readonly { readonly subject: string; readonly kind: string }[];
  readonly ledger: readonly LedgerSum[];
  readonly stock: readonly StockBook[];
  readonly reservations: readonly ReservationBook[];
  readonly messages: readonly MessageBook[];
  readonly deadLetters: readonly DeadLetterBook[];
  readonly events: readonly EventBook[];
  /** The ids of the events that took effect, by the service that heard them. */
  readonly inboxes: Readonly<Record<string, ReadonlySet<string>>>;
  readonly charges: readonly ChargeBook[];
  /** What the processor holds for us. */
  readonly balances: readonly { readonly currency: string; readonly amount: number }[];
  readonly intents: readonly IntentBook[];
  /** The ids of our refunds that the processor, or a bank behind it, took back after it had made them. */
  readonly refundsTakenBack: ReadonlySet<string>;
  readonly mails: readonly MailBook[];
}

export interface OrderBook {
  readonly id: string;
  readonly number: string;
  readonly cartId: string;
  readonly email: string;
  readonly status: string;
  readonly paymentStatus: string;
  /** As it was paid for at first: what edits made of it since is in `supplements`. So are the sums of what was paid and refunded. */
  readonly total: number;
  readonly currency: string;
  readonly paid: number;
  readonly refunded: number;
  readonly refundPending: number;
  readonly lines: readonly { readonly variantId: string; readonly quantity: number }[];
  /** Sends pieces of an earlier order anew. */
  readonly isReplacement: boolean;
  /** The types of its facts, in their order. */
  readonly facts: readonly string[];
  /** Those that were asked for together as one. */
  readonly refunds: readonly { readonly id: string; readonly amount: number; readonly status: string }[];
  readonly supplements: readonly SupplementBook[];
}

/** An edit that costs more, and its payment. */
interface SupplementBook {
  readonly editId: string;
  readonly status: string;
  readonly amount: number;
  readonly refunded: number;
  readonly refundPending: number;
}

interface CartBook {
  readonly id: string;
  readonly status: string;
  readonly orderId: string | null;
}

export interface PaymentBook {
  readonly id: string;
  readonly orderId: string;
  /** The edit that it is for; empty for the order itself. */
  readonly part: string;
  readonly status: string;
  readonly amount: number;
  readonly currency: string;
  /** Of the amount, what gift cards and store credit pay. */
  readonly credit: number;
  readonly captured: number;
  readonly refunded: number;
  /** Of what was refunded, what went back to the card. */
  readonly cardRefunded: number;
  readonly charge: string | null;
}

/** Gift cards, or store credit, of one currency. */
interface CreditSum {
  readonly currency: string;
  /** The ledger's account of what is owed on them. */
  readonly account: string;
  readonly balance: number;
  readonly held: number;
  /** What payments hold that wait for their card. */
  readonly waiting: number;
  readonly spent: number;
  readonly returned: number;
}

interface LedgerSum {
  readonly currency: string;
  readonly account: string;
  readonly sum: number;
}

interface StockBook {
  readonly variantId: string;
  readonly sku: string;
  readonly onHand: number;
  readonly reserved: number;
}

export interface ReservationBook {
  readonly orderId: string;
  readonly status: string;
  readonly lines: readonly { readonly variantId: string; readonly quantity: number }[];
}

interface MessageBook {
  readonly id: string;
  readonly kind: string;
  readonly subjectId: string;
  readonly status: string;
  readonly attempts: number;
}

export interface DeadLetterBook {
  readonly service: string;
  readonly type: string;
  readonly aggregateId: string;
  readonly error: string | null;
}

export interface EventBook {
  readonly service: string;
  readonly id: string;
  readonly type: string;
  readonly aggregateId: string;
  readonly isPublished: boolean;
}

/** A charge that succeeded. */
export interface ChargeBook {
  readonly id: string;
  readonly orderId: string;
  /** As of a payment. */
  readonly part: string;
  readonly amount: number;
  readonly refunded: number;
  /** In capitals, as ours are. */
  readonly currency: string;
}

/** A payment that was begun at the processor, paid or not. */
export interface IntentBook {
  readonly id: string;
  readonly orderId: string;
  readonly part: string;
}

export interface MailBook {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly messageId: string;
  /** Milliseconds since 1970. */
  readonly receivedAt: number;
}
