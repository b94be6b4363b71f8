import type { EventOf, EventType } from '@tradewind/contracts/events';
import { newId, newUuid } from '@tradewind/contracts/ids';
import { expect, test } from 'vitest';
import { effectsOf, subjectsOf } from './invalidation.ts';

function eventOf<Type extends EventType>(type: Type, data: EventOf<Type>['data']): EventOf<EventType> {
  const rest = {
    id: newUuid(),
    version: 1,
    aggregateId: 'x',
    sequence: 1,
    occurredAt: new Date().toISOString(),
    traceparent: '',
    actor: 'x',
  };
  return { ...rest, type, data } as EventOf<EventType>;
}

const productId = newId('product');

test('a changed product renews its page, all lists and the categories, here and in the storefront', () => {
  const event = eventOf('product.changed', { productId, slug: 'teapot', categorySlugs: ['kitchen', 'gifts'], status: 'active' });
  expect(effectsOf(event)).toEqual({
    subjects: ['product:teapot', 'lists', 'categories'],
    tags: ['product:teapot', 'category:kitchen', 'category:gifts', 'catalog'],
  });
});

test('changed stock renews the page; lists and the storefront only when something sold out or came back', () => {
  const stock = { productId, slug: 'teapot', variants: [] };
  expect(effectsOf(eventOf('inventory.changed', { ...stock, soldOutChanged: false }))).toEqual({ subjects: ['product:teapot'], tags: [] });
  expect(effectsOf(eventOf('inventory.changed', { ...stock, soldOutChanged: true }))).toEqual({
    subjects: ['product:teapot', 'lists'],
    tags: ['product:teapot', 'catalog'],
  });
});

test('other events change nothing here', () => {
  expect(effectsOf(eventOf('inventory.reservation_expired', { orderId: newId('order') }))).toEqual({ subjects: [], tags: [] });
});

test('the answers behind a page are known by its tag', () => {
  expect(subjectsOf('product:teapot')).toEqual(['product:teapot', 'lists']);
  expect(subjectsOf('catalog')).toEqual(['lists', 'categories']);
});
