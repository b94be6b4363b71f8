import { newId } from '@tradewind/contracts/ids';
import { expect, it } from 'vitest';
import { makeOrder } from '../test-kit.ts';
import { orderEditedContent } from './edit-content.ts';
import { renderHtml } from './render-html.ts';
import { renderText } from './render-text.ts';

const shop = 'http://localhost:3000';
const usd = (amountMinor: number) => ({ amountMinor, currency: 'USD' as const });
const edit = {
  id: newId('orderEdit'),
  lines: [
    { title: 'Desk Lamp', variantTitle: 'Brass', sku: 'LAMP-1', delta: -2 },
    { title: 'Wool Rug', variantTitle: '', sku: 'RUG-1', delta: 1 },
  ],
  difference: usd(-4_000),
  refund: usd(4_000),
  changesAddress: true,
  at: '2026-11-24T10:00:00.000Z',
};

it('says what changed, what goes back, and what the order holds now', () => {
  const order = makeOrder({ edits: [edit] });
  const content = orderEditedContent(order, edit.id, shop);
  expect(content.subject).toBe('Order TW-100042 was changed');
  for (const form of [renderHtml(content), renderText(content)]) {
    for (const part of ['Taken off: 2 × Desk Lamp (Brass)', 'Added: 1 × Wool Rug', 'another address', '$40.00', '$246.00'])
      expect(form).toContain(part);
  }
});

it('says so when no money goes back', () => {
  const order = makeOrder({ edits: [{ ...edit, changesAddress: false, difference: usd(0), refund: usd(0) }] });
  const text = renderText(orderEditedContent(order, edit.id, shop));
  expect(text).toContain('What you paid stays the same.');
  expect(text).not.toMatch(/paying back|another address/);
});

it('is an error when the order does not know the edit', () => {
  expect(() => orderEditedContent(makeOrder(), edit.id, shop)).toThrow(/has no edit/);
});
