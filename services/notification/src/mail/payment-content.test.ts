import { expect, it } from 'vitest';
import { makeOrder } from '../test-kit.ts';
import { paymentRequestedContent } from './payment-content.ts';
import { renderHtml } from './render-html.ts';
import { renderText } from './render-text.ts';

const shop = 'http://localhost:3000';
const requested = { amount: { amountMinor: 24_600, currency: 'USD' as const }, expiresAt: '2026-12-01T10:30:00.000Z' };

it('says what is to be paid, until when, and where', () => {
  const order = makeOrder();
  const content = paymentRequestedContent(order, requested, shop);
  expect(content.subject).toBe('Order TW-100042 is ready to be paid for');
  expect(content.button).toEqual({ label: 'Pay $246.00', url: `${shop}/orders/${order.id}/pay?token=${order.token}` });
  for (const form of [renderHtml(content), renderText(content)]) {
    for (const part of [
      'Pay $246.00',
      'until December 1, 2026 at 10:30 AM UTC',
      'Desk Lamp',
      '12 Analytical Way',
      `/pay?token=${order.token}`,
    ])
      expect(form).toContain(part);
  }
});

it('links without a token where its customer signs in', () => {
  const order = makeOrder({ token: null });
  expect(paymentRequestedContent(order, requested, shop).button?.url).toBe(`${shop}/orders/${order.id}/pay`);
});
