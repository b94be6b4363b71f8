import { expect, test } from 'vitest';
import { childTraceparent, traceIdOf } from './trace.ts';

const trace = '0af7651916cd43dd8448eb211c80319c';
const parent = `00-${trace}-b7ad6b7169203331-00`;

test('a child stays in the trace and keeps the flags, with a span of its own', () => {
  const child = childTraceparent(parent);
  expect(child).toMatch(new RegExp(`^00-${trace}-[0-9a-f]{16}-00$`));
  expect(child).not.toBe(parent);
});

test.each([
  undefined,
  '',
  'nonsense',
  `ff-${trace}-b7ad6b7169203331-01`,
  `00-${'0'.repeat(32)}-b7ad6b7169203331-01`,
  `00-${trace}-${'0'.repeat(16)}-01`,
  `00-${trace.toUpperCase()}-b7ad6b7169203331-01`,
])('%s begins a new trace', (given) => {
  const made = childTraceparent(given);
  expect(made).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
  expect(traceIdOf(made)).not.toBe(trace);
});

test('a version of the future with more fields is understood', () => {
  expect(traceIdOf(`01-${trace}-b7ad6b7169203331-01-more`)).toBe(trace);
});

test('spans do not repeat', () => {
  expect(new Set(Array.from({ length: 2_000 }, () => childTraceparent())).size).toBe(2_000);
});
