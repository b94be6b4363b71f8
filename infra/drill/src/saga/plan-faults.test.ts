import { describe, expect, it } from 'vitest';
import { outcomesOf, outcomesText } from './outcomes.ts';
import { everyFault, someFaults } from './plan-faults.ts';
import type { SeenStep } from './record-steps.ts';
import { readSagaOptions } from './saga-options.ts';
import { storyNames } from './stories.ts';

const story = 'a guest pays with a card';
const steps: SeenStep[] = Array.from({ length: 200 }, (_, index) => ({
  service: index % 2 ? 'order' : 'payment',
  step: `job ${index}`,
  story,
}));

describe('the faults', () => {
  it('are four for each step', () => {
    const faults = everyFault(steps.slice(0, 2)).map(({ step, how }) => `${step} ${how}`);
    expect(faults).toEqual([
      ...['fail', 'lose', 'crash-before', 'crash-after'].map((how) => `job 0 ${how}`),
      ...['fail', 'lose', 'crash-before', 'crash-after'].map((how) => `job 1 ${how}`),
    ]);
  });

  it('of a part are the same for the same seed, in whatever order the steps were seen', () => {
    const byName = (seed: number, of: readonly SeenStep[]) =>
      someFaults(of, { seed, share: 0.25 }).toSorted((left, right) => left.step.localeCompare(right.step));
    expect(byName(1, steps.toReversed())).toEqual(byName(1, steps));
    expect(byName(2, steps)).not.toEqual(byName(1, steps));
    const faults = byName(1, steps);
    expect(faults.length).toBeGreaterThan(30);
    expect(faults.length).toBeLessThan(70);
    expect(new Set(faults.map(({ how }) => how)).size).toBe(4);
  });
});

describe('what is to be broken', () => {
  it('is everything, unless told', () => {
    const { share, only, stories } = readSagaOptions({});
    expect({ share, only, stories }).toEqual({ share: 1, only: undefined, stories: { names: storyNames, isEvery: true } });
  });

  it.each([
    [{ SAGA_SEED: 'one' }, 'SAGA_SEED is not a whole number: one'],
    [{ SAGA_SHARE: '2' }, 'SAGA_SHARE is not from 0 to 1: 2'],
    [{ SAGA_STORIES: 'a wedding' }, 'SAGA_STORIES is in the name of no story: a wedding'],
  ])('is refused when it makes no sense: %j', (env, message) => {
    expect(() => readSagaOptions(env)).toThrow(message);
  });
});

describe('the outcomes', () => {
  it('count by service what became of the stories', () => {
    const [one, two] = steps;
    if (!one || !two) throw new Error('there are steps');
    const fired = [
      { ...one, how: 'fail' as const, at: 0, journey: 1 },
      { ...one, how: 'lose' as const, at: 0, journey: 2 },
      { ...two, how: 'fail' as const, at: 0, journey: 3 },
    ];
    // The cast: of an order's book only these are looked at.
    const orders = [
      { email: 'shopper-1@drill.test', status: 'cancelled' },
      { email: 'shopper-1@drill.test', status: 'confirmed' },
      { email: 'shopper-3@drill.test', status: 'cancelled' },
    ] as never;
    const outcomes = outcomesOf([one, two], { fired, missed: [{ ...two, how: 'lose' }] }, { orders });
    expect(outcomes.find(({ service }) => service === 'payment')).toEqual({
      service: 'payment',
      steps: 1,
      faults: 2,
      paid: 1,
      undone: 0,
      noOrder: 1,
      missed: 0,
    });
    expect(outcomes.at(-1)).toEqual({ service: 'all', steps: 2, faults: 3, paid: 1, undone: 1, noOrder: 1, missed: 1 });
    expect(outcomesText(outcomes).split('\n')).toHaveLength(7);
  });
});
