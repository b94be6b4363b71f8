import { expect, it } from 'vitest';
import { changedAddress, changesOf, editDraft } from './edit-draft.ts';
import { sampleItem, sampleOrder } from './sample-order.ts';

const order = sampleOrder();
const draft = editDraft(order);

it('sends the lines that change, and those that are put on', () => {
  expect(changesOf(order, draft)).toEqual({ items: [], added: [] });
  expect(changesOf(order, { ...draft, quantities: { [sampleItem.id]: sampleItem.quantity } }).items).toEqual([]);
  const added = [{ variantId: 'var_2', title: 'Rug', quantity: 2 }] as const;
  expect(changesOf(order, { ...draft, quantities: { [sampleItem.id]: 0 }, added })).toEqual({
    items: [{ itemId: sampleItem.id, quantity: 0 }],
    added: [{ variantId: 'var_2', quantity: 2 }],
  });
});

it('sends an address only when it is another one, in its country and region', () => {
  expect(changedAddress(order, draft)).toEqual({ address: undefined });
  expect(changedAddress(order, { ...draft, address: { ...draft.address, line1: ' 2 Main Street ', phone: '555' } })).toEqual({
    address: { ...order.shippingAddress, line1: '2 Main Street', line2: undefined, phone: '555' },
  });
});

it('says what is missing of an address', () => {
  expect(changedAddress(order, { ...draft, address: { ...draft.address, name: ' ', city: '' } })).toEqual({
    errors: { name: 'Enter the name', city: 'Enter the city' },
  });
});
