import { expect, test } from 'vitest';
import { createHits, onTrpcWire } from './hits.ts';
import { combine, itemsOf, join, optional, type View } from './view.ts';

function viewOf(json: string, etag = '"1"'): View {
  const answer = { body: Buffer.from(json), etag };
  return { peek: () => answer, read: async () => answer };
}

const absent: View = { peek: () => null, read: () => Promise.reject(new Error('away')) };
const text = async (view: View) => (await view.read()).body.toString();

test('views are put together as text, with a tag of both', async () => {
  const both = combine([viewOf('1', '"a"'), viewOf('2', '"b"')], ([one, two]) => join`{"one":${one?.body},"two":${two?.body}}`);
  expect(await text(both)).toBe('{"one":1,"two":2}');
  expect(both.peek()).toMatchObject({ etag: '"a.b"' });
});

test('a whole is there at once only when all of its parts are', () => {
  expect(combine([viewOf('1'), absent], () => Buffer.alloc(0)).peek()).toBeNull();
});

test('an optional part that fails or is slow is an empty list', async () => {
  const never: View = { peek: () => null, read: () => new Promise(() => {}) };
  for (const view of [absent, never]) {
    const whole = combine([optional(view, 20)], ([list]) => itemsOf(list));
    expect(await text(whole)).toBe('[]');
  }
  expect(await text(optional(viewOf('{"items":[1]}'), 20))).toBe('{"items":[1]}');
});

test('the items of a list are cut out once', () => {
  const list = { body: Buffer.from('{"items":[{"a":1}],"total":1}'), etag: '"1"' };
  expect(itemsOf(list).toString()).toBe('[{"a":1}]');
  expect(itemsOf(list)).toBe(itemsOf(list));
});

test('a learned address is answered as tRPC does, alone or as a batch of one', () => {
  const hits = createHits();
  hits.remember('/trpc/catalog.categories', onTrpcWire(viewOf('{"items":[]}'), false));
  hits.remember('/trpc/catalog.categories?batch=1', onTrpcWire(viewOf('{"items":[]}'), true));
  expect(hits.find('/trpc/catalog.categories')?.body.toString()).toBe('{"result":{"data":{"items":[]}}}');
  expect(hits.find('/trpc/catalog.categories?batch=1')?.body.toString()).toBe('[{"result":{"data":{"items":[]}}}]');
  expect(hits.find('/elsewhere')).toBeNull();
});

test('endless addresses are not learned', () => {
  const hits = createHits();
  const address = `/api/v1/products?query=${'x'.repeat(2_000)}`;
  hits.remember(address, viewOf('{}'));
  expect(hits.find(address)).toBeNull();
});
