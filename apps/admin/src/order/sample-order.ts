import { money } from '@tradewind/money';
import type { Order, OrderItem } from '#gateway/procedures.ts';

const address = {
  name: 'Ada Lovelace',
  line1: '1 Main Street',
  city: 'Springfield',
  region: 'IL',
  postalCode: '62701',
  country: 'US',
} as const;

export const sampleItem: OrderItem = {
  id: 'oit_1',
  variantId: 'var_1',
  sku: 'LAMP-1',
  title: 'Lamp',
  variantTitle: 'Green',
  productSlug: 'lamp',
  quantity: 3,
  fulfilledQuantity: 0,
  refundedQuantity: 0,
  withdrawnQuantity: 0,
  heldQuantity: 0,
  returnedQuantity: 0,
  unitPrice: money(2_000, 'USD'),
  total: money(6_000, 'USD'),
  discount: money(0, 'USD'),
  tax: money(0, 'USD'),
  includedTax: money(0, 'USD'),
  image: null,
};

/** An order for tests: confirmed, paid with 65.00 USD, nothing shipped. */
export function sampleOrder(changes: Partial<Order> = {}): Order {
  return {
    id: 'ord_1',
    number: 'TW-100001',
    token: null,
    status: 'confirmed',
    paymentStatus: 'paid',
    fulfilmentStatus: 'unfulfilled',
    currency: 'USD',
    email: 'ada@example.com',
    shippingAddress: address,
    billingAddress: address,
    shippingOption: { id: 'standard', name: 'Standard', estimate: '3 days' },
    items: [sampleItem],
    totals: {
      subtotal: money(6_000, 'USD'),
      discount: money(0, 'USD'),
      shipping: money(500, 'USD'),
      shippingDiscount: money(0, 'USD'),
      tax: money(0, 'USD'),
      includedTax: money(0, 'USD'),
      total: money(6_500, 'USD'),
      paid: money(6_500, 'USD'),
      refunded: money(0, 'USD'),
    },
    credit: [],
    promotions: [],
    shipments: [],
    waitingEdit: null,
    timeline: [],
    placedAt: '2026-01-01T12:00:00.000Z',
    ...changes,
  };
}
