import { describe, expect, it } from 'vitest';
import type { ServiceState } from '#gateway/procedures.ts';
import { jobsOf } from './jobs-of.ts';

const job = (name: string, failed = 0) => ({ name, waiting: 0, active: 0, delayed: 1, failed });

/** The cast: the other figures of a service are of no matter here. */
const state = (service: ServiceState['service'], jobs: ReturnType<typeof job>[] | null) =>
  ({ service, messages: { jobs } }) as unknown as ServiceState;

const states = [
  { service: 'gateway', status: 'ready', failing: [], messages: null },
  state('order', [job('expire-unpaid-orders'), job('undo-stuck-orders', 2)]),
  state('payment', null),
  { service: 'user', status: 'away', failing: [], messages: null },
  state('notification', [job('send', 1)]),
] satisfies ServiceState[];

describe('jobs', () => {
  it('of which some were given up come first, and services that do not say are named', () => {
    const { items, away } = jobsOf(states, null);
    expect(items.map(({ service, name }) => `${service} ${name}`)).toEqual([
      'order undo-stuck-orders',
      'notification send',
      'order expire-unpaid-orders',
    ]);
    expect(away).toEqual(['user', 'payment']);
  });

  it('are those of one service when it is chosen', () => {
    expect(jobsOf(states, 'notification')).toMatchObject({ items: [{ name: 'send', service: 'notification' }], away: [] });
    expect(jobsOf(states, 'payment')).toEqual({ items: [], away: ['payment'] });
  });
});
