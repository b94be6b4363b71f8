import { expect, it } from 'vitest';
import { beforeWords, growth, rangeOf } from './range.ts';

it('takes whole days of the viewer’s calendar, today included', () => {
  const now = new Date(2026, 10, 22, 15, 30);
  expect(rangeOf('today', now)).toEqual({ from: new Date(2026, 10, 22).toISOString(), to: new Date(2026, 10, 23).toISOString() });
  expect(rangeOf('7d', now).from).toBe(new Date(2026, 10, 16).toISOString());
  expect(rangeOf('30d', new Date(2026, 2, 1)).from).toBe(new Date(2026, 0, 31).toISOString());
});

it('compares with what came before', () => {
  expect(beforeWords('today')).toBe('the day before');
  expect(beforeWords('30d')).toBe('the 30 days before');
  expect(growth(150, 100)).toBe(50);
  expect(growth(0, 100)).toBe(-100);
  expect(growth(5, 0)).toBeNull();
});
