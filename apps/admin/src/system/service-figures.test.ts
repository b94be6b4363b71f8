import { expect, it } from 'vitest';
import type { ServiceState } from '#gateway/procedures.ts';
import { serviceFigures } from './service-figures.ts';

type Messages = NonNullable<ServiceState['messages']>;

const now = Date.parse('2026-11-25T12:00:00Z');
const quiet: Messages = {
  outbox: { depth: 0, oldestAt: null },
  lag: 0,
  hears: ['order.confirmed'],
  deadLetters: { waiting: 0, retrying: 0, behind: 0 },
  jobs: [],
};
const figures = (messages: Messages | null, service: ServiceState['service'] = 'product') =>
  serviceFigures({ service, status: 'ready', failing: [], messages }, now);

it('counts what is to be told, to be heard and to be done, and says what wants somebody', () => {
  const job = { name: 'send', waiting: 2, active: 1, delayed: 4, failed: 0 };
  expect(
    figures({
      ...quiet,
      outbox: { depth: 1_200, oldestAt: '2026-11-25T11:58:00Z' },
      lag: 7,
      deadLetters: { waiting: 1, retrying: 2, behind: 3 },
      jobs: [job, { ...job, failed: 3 }],
    }),
  ).toEqual({
    outbox: { number: 1_200, note: 'oldest 2 min' },
    lag: { number: 7 },
    jobs: { number: 4, alarm: '3 given up' },
    parked: { number: 6, alarm: '1 needs attention' },
  });
  expect(figures({ ...quiet, deadLetters: { waiting: 2, retrying: 0, behind: 0 } }).parked.alarm).toBe('2 need attention');
  expect(figures(quiet)).toEqual({ outbox: { number: 0 }, lag: { number: 0 }, jobs: { number: 0 }, parked: { number: 0 } });
});

it('tells what there is not from what is not known', () => {
  expect(figures({ ...quiet, lag: null, jobs: null })).toMatchObject({ lag: { why: 'Not known' }, jobs: { why: 'Not known' } });
  expect(figures({ ...quiet, lag: null, hears: [] }).lag).toEqual({ number: null, why: 'It hears nothing' });
  expect(figures(null).outbox).toEqual({ number: null, why: 'Not known' });
  expect(figures(null, 'gateway').parked).toEqual({ number: null, why: 'It has none' });
});
