import { newId } from '@tradewind/contracts/ids';
import { describe, expect, it } from 'vitest';
import { makeOrder, makeReturn } from '../test-kit.ts';
import { renderHtml } from './render-html.ts';
import { renderText } from './render-text.ts';
import { returnApprovedContent, returnRejectedContent, returnRequestedContent, returnWaivedContent } from './return-content.ts';

const shop = 'http://localhost:3000';
const plain = makeOrder();
const found = makeReturn(plain, { decision: 'The seal was broken' });
const order = { ...plain, returns: [found] };

describe('a mail about a return', () => {
  it.each([
    ['asked for', returnRequestedContent],
    ['approved', returnApprovedContent],
    ['rejected', returnRejectedContent],
    ['settled without a parcel', returnWaivedContent],
  ])('that is %s names it, what is in it and alone, and leads to the order', (_, write) => {
    const content = write(order, found.id, shop);
    expect(content.subject).toContain('TW-100042-R1');
    for (const form of [renderHtml(content), renderText(content)]) {
      expect(form).toContain('Desk Lamp');
      expect(form).not.toContain('Wool Rug');
      expect(form).toContain(`${shop}/orders/${order.id}?token=${order.token}`);
    }
    expect(() => write(order, newId('return'), shop)).toThrow('has no return');
  });

  it('says where to send it, that nobody needs to, or why not', () => {
    const approved = renderText(returnApprovedContent(order, found.id, shop));
    expect(approved).toContain('Write the number TW-100042-R1 on the parcel');
    expect(approved).toContain('400 Harbour Road');
    const waived = renderText(returnWaivedContent(order, found.id, shop));
    expect(waived).toContain('need not come back');
    expect(waived).not.toContain('400 Harbour Road');
    expect(renderText(returnRejectedContent(order, found.id, shop))).toContain('The seal was broken');
  });
});
