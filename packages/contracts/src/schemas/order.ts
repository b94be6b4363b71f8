import { z } from 'zod';
import { creditCode, paidByCredit, refundTo } from './credit.ts';
import {
  accessToken,
  address,
  country,
  currency,
  email,
  idOf,
  instant,
  listOf,
  money,
  page,
  quantity,
  repeatable,
  slug,
  text,
} from './primitives.ts';
import { image } from './product.ts';
import { promotionCode } from './promotion.ts';
import { orderReturn } from './return.ts';

export const cartItem = z.object({
  id: idOf('cartItem'),
  variantId: idOf('variant'),
  sku: z.string(),
  title: z.string(),
  variantTitle: z.string(),
  productSlug: slug,
  quantity: z.int(),
  unitPrice: money,
  /** Pieces times their price, before the discount. */
  total: money,
  /** Off the whole line, by the promotions. */
  discount: money,
  image: image.nullable(),
  /** How many could be had just now; fewer than `quantity` means that checkout would refuse. */
  available: z.int(),
});

/** A promotion that counts for a cart, or a code that was entered and does not. */
export const cartPromotion = z.object({
  id: idOf('promotion'),
  name: z.string(),
  /** Null for one that applies by itself. */
  code: z.string().nullable(),
  /** Off the lines; what it takes off the delivery is seen in the prices of its options. */
  amount: money,
  freeDelivery: z.boolean(),
  /** Why it counts for nothing, after its name: `has been used up`. */
  problem: z.string().nullable(),
});

export const cart = z.object({
  id: idOf('cart'),
  /** To the guest who made it, in answer to that alone; null otherwise. */
  token: z.string().nullable(),
  currency,
  items: z.array(cartItem),
  promotions: z.array(cartPromotion),
  subtotal: money,
  discount: money,
  /** `subtotal - discount`, before delivery and tax. */
  total: money,
  /** The gift cards that were entered. */
  giftCards: z.array(
    z.object({
      accountId: idOf('creditAccount'),
      lastFour: z.string(),
      available: money,
      /** Why it pays for nothing just now, after its name: `has expired`. */
      problem: z.string().nullable(),
    }),
  ),
  /** The customer's store credit, where it is to pay, too. */
  storeCredit: z.object({ available: money }).nullable(),
  /** What they pay of `total`. */
  covered: money,
  /** `total - covered`, before delivery and tax. */
  toPay: money,
});

/** A cart is reached by its guest's token or as its customer, who is the actor of the call. */
const cartKey = { cartId: idOf('cart'), cartToken: accessToken.optional() };

export const createCartInput = z.object({ currency: currency.default('USD'), ...repeatable });
export const cartInput = z.object(cartKey);
export const addItemInput = z.object({ ...cartKey, variantId: idOf('variant'), quantity, ...repeatable });
export const updateItemInput = z.object({ ...cartKey, itemId: idOf('cartItem'), quantity: z.int().min(0).max(999) });
export const removeItemInput = z.object({ ...cartKey, itemId: idOf('cartItem') });
export const changeCurrencyInput = z.object({ ...cartKey, currency });
export const applyPromotionInput = z.object({ ...cartKey, code: promotionCode, ...repeatable });
export const removePromotionInput = z.object({ ...cartKey, promotionId: idOf('promotion') });
export const addGiftCardInput = z.object({ ...cartKey, code: creditCode, ...repeatable });
export const removeGiftCardInput = z.object({ ...cartKey, accountId: idOf('creditAccount') });
export const storeCreditInput = z.object({ cartId: idOf('cart'), use: z.boolean() });
export const claimCartInput = z.object({ cartId: idOf('cart'), cartToken: accessToken, ...repeatable });
/** The signed-in customer's open cart, or null. */
export const currentCart = cart.nullable();

export const shippingOptionsInput = z.object({ ...cartKey, country, region: text(120).optional() });
export const shippingOption = z.object({ id: z.string(), name: z.string(), price: money, estimate: z.string() });
export const shippingOptionList = listOf(shippingOption);

export const orderStatus = z.enum(['pending', 'confirmed', 'completed', 'cancelled']);
export const paymentStatus = z.enum(['none', 'authorized', 'paid', 'partially_refunded', 'refunded', 'voided', 'failed', 'conflicted']);
export const fulfilmentStatus = z.enum(['unfulfilled', 'partial', 'fulfilled', 'delivered', 'returned']);

export const orderItem = z.object({
  id: idOf('orderItem'),
  variantId: idOf('variant'),
  sku: z.string(),
  title: z.string(),
  variantTitle: z.string(),
  productSlug: slug,
  quantity: z.int(),
  fulfilledQuantity: z.int(),
  refundedQuantity: z.int(),
  /** Refunded before they were shipped, so never to be. */
  withdrawnQuantity: z.int(),
  /** In a return whose money is undecided, so not to be refunded beside it. */
  heldQuantity: z.int(),
  /** Came back. */
  returnedQuantity: z.int(),
  unitPrice: money,
  /** Pieces times their price, before the discount. */
  total: money,
  /** Off the whole line. */
  discount: money,
  /** On the whole line after its discount, added to it. Rounded for each line by itself, half away from zero. */
  tax: money,
  /** What the line contains already, where prices are with tax. */
  includedTax: money,
  image: image.nullable(),
});

export const shipment = z.object({
  id: idOf('shipment'),
  carrier: z.string().nullable(),
  trackingNumber: z.string().nullable(),
  items: z.array(z.object({ itemId: idOf('orderItem'), quantity: z.int() })),
  shippedAt: instant,
  deliveredAt: instant.nullable(),
  /** For the link that shows where the parcel is, to whoever has it. */
  trackingToken: accessToken,
});

/** The history of an order is a list of facts, from which pages draw the timeline. */
export const timelineEntry = z.object({ at: instant, type: z.string(), data: z.record(z.string(), z.unknown()) });

export const totals = z.object({
  subtotal: money,
  /** Off the lines. */
  discount: money,
  /** What delivery costs after its own discount. */
  shipping: money,
  shippingDiscount: money,
  /** Added: of all lines and of the delivery. */
  tax: money,
  includedTax: money,
  /** `subtotal - discount + shipping + tax` */
  total: money,
  /** All that came; more than the total where an edit has taken something off. */
  paid: money,
  refunded: money,
});

/** An edit that costs more and waits until its customer has paid the difference; the order is as it was until then. */
export const waitingEdit = z.object({
  id: idOf('orderEdit'),
  amount: money,
  expiresAt: instant,
  /** Pieces that are put on, or taken off when negative. */
  lines: z.array(z.object({ title: z.string(), variantTitle: z.string(), sku: z.string(), delta: z.int() })),
  changesAddress: z.boolean(),
});

export const order = z.object({
  id: idOf('order'),
  /** For people: `TW-100042`. */
  number: z.string(),
  /** To its guest, from checkout alone; null otherwise. */
  token: z.string().nullable(),
  status: orderStatus,
  paymentStatus,
  fulfilmentStatus,
  currency,
  email: z.string(),
  shippingAddress: address,
  billingAddress: address,
  shippingOption: shippingOption.pick({ id: true, name: true, estimate: true }),
  items: z.array(orderItem),
  totals,
  /** What gift cards and store credit were to pay of the total when it was placed; the rest is a card's. */
  credit: z.array(paidByCredit),
  /** What took something off, under the names of then. */
  promotions: z.array(z.object({ name: z.string(), code: z.string().nullable(), amount: money })),
  shipments: z.array(shipment),
  waitingEdit: waitingEdit.nullable(),
  timeline: z.array(timelineEntry),
  placedAt: instant,
});

export const orderSummary = order
  .pick({ id: true, number: true, status: true, paymentStatus: true, fulfilmentStatus: true, email: true, placedAt: true })
  .extend({ customerName: z.string(), total: money, itemCount: z.int(), image: image.nullable() });

export const checkoutInput = z.object({
  ...cartKey,
  email,
  shippingAddress: address,
  /** The shipping address when it is left out. */
  billingAddress: address.optional(),
  shippingOptionId: text(60),
  /** What the shopper was shown: when the order would cost anything else, nothing is ordered. */
  expectedTotal: money.optional(),
  /** What they were shown that gift cards and store credit pay: when they would pay anything else, nothing is ordered. */
  expectedCredit: money.optional(),
  /** A payment method of the processor. With it the payment is confirmed at once, without it by the browser. */
  paymentMethodId: z
    .string()
    .max(100)
    .regex(/^pm_[A-Za-z0-9_]+$/, 'is not a payment method')
    .optional(),
  ...repeatable,
});

export const paymentStep = z.object({
  status: z.enum(['requires_payment_method', 'requires_action', 'processing', 'succeeded']),
  /** For the processor's code in the browser; null when nothing is left for a card to pay. */
  clientSecret: z.string().nullable(),
  nextAction: z.object({ type: z.literal('redirect'), url: z.string() }).optional(),
});

export const previewInput = checkoutInput.omit({ expectedTotal: true, expectedCredit: true, paymentMethodId: true, idempotencyKey: true });
/** What an order would cost, and who would pay it. */
export const checkoutPreview = z.object({
  totals: totals.omit({ paid: true, refunded: true }),
  credit: z.array(paidByCredit),
  /** The total less what gift cards and store credit pay. */
  toPay: money,
});
export const checkoutResult = z.object({ order, payment: paymentStep });
/** What is due of an order that its customer pays by link, and how to pay it; null when nothing is. */
export const dueResult = z.object({
  order,
  due: z
    .object({
      amount: money,
      /** The order itself, or an edit of it that costs more. */
      purpose: z.enum(['order', 'edit']),
      editId: idOf('orderEdit').optional(),
      payment: paymentStep,
    })
    .nullable(),
});

/** An order is reached by its guest's token, as its customer, or by staff with `orders:read`. */
const orderKey = { orderId: idOf('order'), orderToken: accessToken.optional() };

export const orderInput = z.object(orderKey);
export const orderListInput = z.object(page);
export const orderList = listOf(orderSummary);
export const cancelOrderInput = z.object({ ...orderKey, reason: text(500).optional(), ...repeatable });

export const staffOrderListInput = z.object({
  /** An order's number or an email address, or the beginning of either. */
  query: text(200, 0).optional(),
  status: orderStatus.optional(),
  paymentStatus: paymentStatus.optional(),
  fulfilmentStatus: fulfilmentStatus.optional(),
  from: instant.optional(),
  to: instant.optional(),
  ...page,
});
export const staffOrderList = orderList.extend({ total: z.int() });

const itemQuantities = z
  .array(z.object({ itemId: idOf('orderItem'), quantity }))
  .min(1)
  .max(200);

export const fulfilInput = z.object({
  orderId: idOf('order'),
  items: itemQuantities,
  carrier: text(60).optional(),
  trackingNumber: text(100).optional(),
  /** Has the connected carrier make one, with its own number. */
  label: z.boolean().optional(),
  ...repeatable,
});

export const deliverInput = z.object({ orderId: idOf('order'), shipmentId: idOf('shipment'), ...repeatable });

/** Either an amount or items; neither means all that is left. */
export const refundInput = z
  .object({
    orderId: idOf('order'),
    amountMinor: z.int().min(1).optional(),
    items: itemQuantities.optional(),
    reason: text(500),
    /** As store credit rather than the way it was paid; for a guest a gift card. */
    to: refundTo.optional(),
    ...repeatable,
  })
  .refine((input) => input.amountMinor === undefined || input.items === undefined, {
    path: ['amountMinor'],
    message: 'goes without items',
  });

export const refund = z.object({
  id: idOf('refund'),
  orderId: idOf('order'),
  amount: money,
  status: z.enum(['pending', 'succeeded', 'failed']),
  reason: z.string(),
  to: refundTo,
  createdAt: instant,
});

/** A day's or a range's figures, by the time of payment. */
export const salesFiguresInput = z.object({ from: instant, to: instant, currency: currency.default('USD') });
export const salesFigures = z.object({
  revenue: money,
  orders: z.int(),
  averageOrder: money,
  items: z.int(),
  toFulfil: z.int(),
  /** Carts that got a first line, and orders that were placed, paid for or not. */
  carts: z.int(),
  checkouts: z.int(),
  /** One figure an hour when the range is at most two days, else one a day. */
  series: z.array(z.object({ at: instant, revenue: money, orders: z.int() })),
  topProducts: z.array(z.object({ productSlug: slug, title: z.string(), quantity: z.int(), revenue: money, image: image.nullable() })),
});

/** What was changed, for the customer's email. */
export const orderEdit = z.object({
  id: idOf('orderEdit'),
  /** Pieces that were put on, or taken off when negative. */
  lines: z.array(z.object({ title: z.string(), variantTitle: z.string(), sku: z.string(), delta: z.int() })),
  difference: money,
  refund: money,
  changesAddress: z.boolean(),
  at: instant,
});

/** What an email about an order says; asked for by the notification service when it writes one. */
export const orderMailInput = z.object({ orderId: idOf('order') });
export const orderMail = order.extend({
  token: z.string().nullable(),
  refunds: z.array(refund),
  returns: z.array(orderReturn),
  /** The oldest first. */
  edits: z.array(orderEdit),
  returnAddress: address,
  /** Whom mails to staff go to; null where nobody wants them. */
  notifyEmail: z.string().nullable(),
});

export type Cart = z.infer<typeof cart>;
export type CartPromotion = z.infer<typeof cartPromotion>;
export type CartItem = z.infer<typeof cartItem>;
export type Order = z.infer<typeof order>;
export type OrderItem = z.infer<typeof orderItem>;
export type OrderSummary = z.infer<typeof orderSummary>;
export type OrderStatus = z.infer<typeof orderStatus>;
export type PaymentStatus = z.infer<typeof paymentStatus>;
export type FulfilmentStatus = z.infer<typeof fulfilmentStatus>;
export type CheckoutInput = z.infer<typeof checkoutInput>;
export type CheckoutPreview = z.infer<typeof checkoutPreview>;
export type CheckoutResult = z.infer<typeof checkoutResult>;
export type DueResult = z.infer<typeof dueResult>;
export type ShippingOption = z.infer<typeof shippingOption>;
export type Shipment = z.infer<typeof shipment>;
export type Refund = z.infer<typeof refund>;
export type SalesFigures = z.infer<typeof salesFigures>;
export type WaitingEdit = z.infer<typeof waitingEdit>;
export type OrderEdit = z.infer<typeof orderEdit>;
export type OrderMail = z.infer<typeof orderMail>;
