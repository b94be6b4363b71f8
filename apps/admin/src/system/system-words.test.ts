import { expect, it } from 'vitest';
import { age, count, listed, spoken } from './system-words.ts';

it('counts and lists in words', () => {
  expect([0, 1, 2, 1_234].map((number) => count(number, 'event'))).toEqual(['0 events', '1 event', '2 events', '1,234 events']);
  expect([[], ['Order'], ['Order', 'User'], ['Order', 'User', 'Payment']].map(listed)).toEqual([
    '',
    'Order',
    'Order and User',
    'Order, User and Payment',
  ]);
  expect(['expired', 'refundSettled'].map(spoken)).toEqual(['expired', 'refund settled']);
});

it('tells an age in the largest unit that fits', () => {
  const now = Date.parse('2026-11-25T12:00:00Z');
  const ages = [
    '2026-11-25T12:00:03Z',
    '2026-11-25T11:59:01Z',
    '2026-11-25T11:58:00Z',
    '2026-11-25T10:30:00Z',
    '2026-11-24T11:00:00Z',
    '2026-11-20T11:00:00Z',
  ];
  expect(ages.map((at) => age(at, now))).toEqual(['0 s', '59 s', '2 min', '1 h', '1 day', '5 days']);
});
