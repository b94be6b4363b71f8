import { newId } from '@tradewind/contracts/ids';
import { describe, expect, it } from 'vitest';
import { makeOrder } from '../test-kit.ts';
import { giftCardContent } from './gift-card-content.ts';
import { orderCancelledContent, orderConfirmedContent, orderRefundedContent, orderShippedContent } from './order-content.ts';
import { registrationContent } from './registration-content.ts';
import { renderHtml } from './render-html.ts';
import { renderText } from './render-text.ts';

const shop = 'http://localhost:3000';
const usd = (amountMinor: number) => ({ amountMinor, currency: 'USD' as const });

describe('the confirmation', () => {
  const order = makeOrder();
  const content = orderConfirmedContent(order, shop);
  const link = `${shop}/orders/${order.id}?token=${order.token}`;

  it('says in both forms what was bought, what it cost, where it goes, and how to follow it', () => {
    expect(content.subject).toBe('Order TW-100042 is confirmed');
    for (const form of [renderHtml(content), renderText(content)]) {
      for (const part of [
        'Tradewind',
        'TW-100042',
        'Desk Lamp',
        'Brass',
        'Wool Rug',
        '$90.00',
        'Subtotal',
        '$210.00',
        '-$10.00',
        'AUTUMN',
        '$110.00',
        '$5.00',
        '$41.00',
        '$246.00',
        'Ada Lovelace',
        '12 Analytical Way',
        'London, N1 9GU',
        'United Kingdom',
        'Standard',
        '3 to 5 working days',
        link,
      ])
        expect(form).toContain(part);
    }
  });

  it('of what is sent anew says of what, and that it costs nothing', () => {
    const replaces = { returnNumber: 'TW-100040-R1' };
    const timeline = [{ at: order.placedAt, type: 'placed', data: { by: 'staff', replaces } }];
    const anew = orderConfirmedContent({ ...order, timeline }, shop);
    expect(anew.subject).toBe('We send TW-100040-R1 anew');
    expect(renderText(anew)).toContain('With order TW-100042 we send you anew what TW-100040-R1 is about. It costs you nothing.');
    expect(renderText(anew)).not.toContain('is paid for');
  });

  it('shows pictures with their alternative text', () => {
    expect(renderHtml(content)).toMatch(/<img alt="A Desk Lamp"[^>]* src="http:\/\/localhost:4000\/media\/lamp-640\.webp"/);
  });

  it('links without a token when there is none, and leaves out what is nothing', () => {
    const totals = { ...order.totals, discount: usd(0), tax: usd(0), shipping: usd(0) };
    const text = renderText(orderConfirmedContent({ ...order, token: null, totals }, shop));
    expect(text).toContain(`${shop}/orders/${order.id}\n`);
    expect(text).not.toMatch(/token|Discount|Tax/);
    expect(text).toMatch(/Delivery: +Free/);
  });

  it('shows what people typed as text, never as markup', () => {
    const nasty = '<script>alert(1)</script>"\'&';
    const html = renderHtml(orderConfirmedContent({ ...order, shippingAddress: { ...order.shippingAddress, name: nasty } }, shop));
    expect(html).not.toContain('<script>');
    expect(html).toContain('&lt;script&gt;');
  });

  it('writes money in its own currency', () => {
    const yen = (amountMinor: number) => ({ amountMinor, currency: 'JPY' as const });
    const none = yen(0);
    const sums = {
      discount: none,
      shipping: none,
      shippingDiscount: none,
      tax: none,
      includedTax: yen(182),
      paid: yen(1_999),
      refunded: none,
    };
    const text = renderText(orderConfirmedContent({ ...order, totals: { ...sums, subtotal: yen(1_999), total: yen(1_999) } }, shop));
    expect(text).toMatch(/Total: +¥1,999/);
    expect(text).toMatch(/Tax in it: +¥182/);
  });
});

describe('a shipment', () => {
  const plain = makeOrder({ fulfilmentStatus: 'partial' });
  const [lamp] = plain.items;
  const shipment = {
    id: newId('shipment'),
    carrier: 'Nordpost',
    trackingNumber: 'NP-77',
    items: [{ itemId: lamp?.id ?? newId('orderItem'), quantity: 1 }],
    shippedAt: '2026-11-21T10:00:00.000Z',
    deliveredAt: null,
    trackingToken: 'tracking-token-tracking-token-token',
  };
  const order = { ...plain, shipments: [shipment] };

  it('shows what is in it and who carries it, and that more follows', () => {
    const content = orderShippedContent(order, shipment.id, shop);
    const text = renderText(content);
    expect(content.subject).toBe('A part of order TW-100042 is on its way');
    expect(text).toContain('1 × Desk Lamp (Brass): $45.00');
    expect(text).toContain('Nordpost');
    expect(text).toContain('Tracking number NP-77');
    expect(text).toContain('The rest follows');
    expect(text).toContain(`${shop}/track/${shipment.id}?token=tracking-token-tracking-token-token`);
    expect(text).not.toContain('Wool Rug');
  });

  it('does without a carrier', () => {
    const bare = { ...order, fulfilmentStatus: 'fulfilled' as const, shipments: [{ ...shipment, carrier: null, trackingNumber: null }] };
    const content = orderShippedContent(bare, shipment.id, shop);
    expect(content.subject).toBe('Order TW-100042 is on its way');
    expect(renderText(content)).not.toContain('Carrier');
  });

  it('is an error when the order does not know it', () => {
    expect(() => orderShippedContent(order, newId('shipment'), shop)).toThrow(/has no shipment/);
  });
});

describe('money that goes back', () => {
  it('is named when an order is cancelled', () => {
    const text = renderText(orderCancelledContent(makeOrder(), usd(24_600), shop));
    expect(text).toContain('is cancelled');
    expect(text).toContain('paying back $246.00');
    expect(renderText(orderCancelledContent(makeOrder(), usd(0), shop))).toContain('Nothing is left');
  });

  it('is told of with the sum so far', () => {
    const content = orderRefundedContent(makeOrder(), { amount: usd(4_500), totalRefunded: usd(9_000) }, shop);
    expect(content.subject).toBe('We paid back $45.00 of order TW-100042');
    expect(renderText(content)).toMatch(/Order total: +\$246\.00\nPaid back with this: +\$45\.00\nPaid back in all: +\$90\.00/);
  });
});

describe('money that becomes credit', () => {
  const refund = { amount: usd(4_500), totalRefunded: usd(4_500) };

  it('is on the store credit of a customer, and a gift card of a guest', () => {
    const own = orderRefundedContent(makeOrder({ token: null }), { ...refund, to: 'store_credit' }, shop);
    expect(own.subject).toBe('$45.00 of order TW-100042 is yours to spend');
    expect(renderText(own)).toContain('on your store credit');
    const guest = renderText(orderRefundedContent(makeOrder(), { ...refund, to: 'store_credit' }, shop));
    expect(guest).toContain('a gift card. Its code comes in a mail of its own');
    for (const text of [renderText(own), guest]) expect(text).not.toContain('bank');
  });

  it('is where it came from at once, and no bank is spoken of where none has paid', () => {
    const paid = (amount: number) => [
      { accountId: newId('creditAccount'), kind: 'gift_card' as const, lastFour: 'HJ4R', amount: usd(amount) },
    ];
    expect(renderText(orderRefundedContent(makeOrder({ credit: paid(24_600) }), refund, shop))).not.toContain('bank');
    expect(renderText(orderRefundedContent(makeOrder({ credit: paid(100) }), refund, shop))).toContain('is there already');
    expect(renderText(orderRefundedContent(makeOrder(), refund, shop))).toContain('five to ten days to show it.');
  });
});

describe('a gift card', () => {
  const card = { recipient: 'ada@example.com', code: '7K2M-90QD-XF3A-HJ4R', balance: { amountMinor: 12_500, currency: 'KWD' as const } };

  it('says what is on it, until when, and its code where lock screens do not show it', () => {
    const content = giftCardContent({ ...card, expiresAt: '2027-03-01T00:00:00.000Z' }, shop);
    expect(content.subject).toContain('12.500');
    expect(content.subject + content.preview).not.toContain('7K2M');
    expect(renderText(content)).toContain('\n7K2M-90QD-XF3A-HJ4R\n');
    expect(renderText(content)).toContain('good until March 1, 2027');
    expect(renderText(giftCardContent({ ...card, expiresAt: null }, shop))).toContain('does not expire');
  });
});

describe('a registration', () => {
  it('gets its code, which is not in the subject or the preview', () => {
    const content = registrationContent({ email: 'ada@example.com', name: 'Ada', code: '042917' }, shop);
    expect(content.subject + content.preview).not.toContain('042917');
    expect(renderText(content)).toContain('\n042917\n');
    expect(renderHtml(content)).toContain('>042917<');
    expect(renderText(content)).toContain('15 minutes');
  });

  it('of a known address gets a note, and no code', () => {
    const content = registrationContent({ email: 'ada@example.com', name: 'Ada', code: null }, shop);
    expect(content.code).toBeUndefined();
    expect(renderText(content)).toContain('has one already');
    expect(renderHtml(content)).toContain(`href="${shop}"`);
  });
});
