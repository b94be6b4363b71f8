import { newId } from '@tradewind/contracts/ids';
import { describe, expect, it } from 'vitest';
import { makeOrder } from '../test-kit.ts';
import { editRequestedContent, editWithdrawnContent, orderEditedContent } from './edit-content.ts';
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

describe('a change that waits for its payment', () => {
  const { lines, id } = edit;
  const waitingEdit = { id, lines, amount: usd(1_499), expiresAt: '2026-11-27T18:30:00.000Z', changesAddress: false };
  const order = makeOrder({ waitingEdit });

  it('says what would change, how much it costs and until when, and links to where it is paid', () => {
    const content = editRequestedContent(order, waitingEdit, shop);
    const link = `${shop}/orders/${order.id}/pay?token=${order.token}`;
    for (const form of [renderHtml(content), renderText(content)]) {
      for (const part of ['Taken off: 2 × Desk Lamp (Brass)', 'Added: 1 × Wool Rug', '$14.99', 'November 27, 2026', '6:30', link])
        expect(form.replace('\u202f', ' ')).toContain(part);
    }
  });

  it('and does not come about says why, and that the order is as it was', () => {
    const text = (reason: string) => renderText(editWithdrawnContent(order, reason, shop));
    expect(text('expired')).toContain('not paid for in time');
    expect(text('staff')).toContain('We have withdrawn it.');
    expect(text('overtaken')).toContain('could not be made any more');
    expect(text('expired')).toContain('$246.00');
  });

  it('and is made says what was paid for it', () => {
    const made = makeOrder({ edits: [{ ...edit, difference: usd(1_499), refund: usd(0) }] });
    expect(renderText(orderEditedContent(made, id, shop))).toContain('You have paid $14.99 for it.');
  });
});
