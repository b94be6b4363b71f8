import { describe, expect, it } from 'vitest';
import { giftCardCount, goodsCount, planJourney, scarceGood } from './journeys.ts';
import { planKills } from './kills.ts';

const plan = { seed: 7, kills: 20, checkouts: 2_000, profile: 'embedded' } as const;
const journeys = (seed: number, count = 2_000) => Array.from({ length: count }, (_, index) => planJourney(seed, index + 1));

describe('the plan of faults', () => {
  it('is the same for the same seed, on any machine and on any day, and another for another', () => {
    expect(planKills(plan)).toEqual(planKills(plan));
    expect(planKills({ ...plan, kills: 3, checkouts: 100 })).toEqual([
      { victim: 'gateway', atCheckout: 43, delayMs: 1_341 },
      { victim: 'postgres', atCheckout: 92, delayMs: 490 },
      { victim: 'notification-jobs', atCheckout: 100, delayMs: 44 },
    ]);
    expect(planKills({ ...plan, seed: 8 })).not.toEqual(planKills(plan));
  });

  it.each([
    ['embedded', 9],
    ['full', 11],
  ] as const)('ends everything in the %s profile as often as anything else', (profile, processes) => {
    const counts = Object.values(Object.groupBy(planKills({ ...plan, profile, kills: 2 * processes }), ({ victim }) => victim));
    expect(counts.map((of) => of.length)).toEqual(Array(processes).fill(2));
  });

  it('begins with the backends when there are fewer kills than processes', () => {
    const victims = planKills({ ...plan, profile: 'full', kills: 5 }).map(({ victim }) => victim);
    expect(victims).toEqual(expect.arrayContaining(['postgres', 'redis', 'kafka']));
    expect(new Set(victims).size).toBe(5);
  });

  it('is spread over the checkouts in their order, and ends with the last', () => {
    const moments = planKills(plan).map(({ atCheckout }) => atCheckout);
    expect(moments).toEqual(moments.toSorted((left, right) => left - right));
    expect(moments.at(0)).toBeGreaterThanOrEqual(100);
    expect(moments.at(-1)).toBe(2_000);
  });
});

describe('the plan of a shopper', () => {
  it('is the same for the same seed and number', () => {
    expect(journeys(7)).toEqual(journeys(7));
    expect(journeys(8, 20)).not.toEqual(journeys(7, 20));
  });

  it('wants no product twice, and only what there is', () => {
    for (const { lines } of journeys(7)) {
      expect(new Set(lines.map(({ good }) => good)).size).toBe(lines.length);
      expect(lines.every(({ good }) => good >= 0 && good < goodsCount)).toBe(true);
    }
  });

  it('holds every way to pay, to wait and to go on, the scarce product, accounts and carts of two', () => {
    const all = journeys(7);
    expect(new Set(all.map(({ paying }) => paying)).size).toBe(9);
    expect(new Set(all.map(({ afterwards }) => afterwards)).size).toBe(5);
    expect(new Set(all.map(({ patience }) => patience)).size).toBe(4);
    expect(all.some(({ lines }) => lines.some(({ good }) => good === scarceGood))).toBe(true);
    expect(all.some(({ account }) => account !== null)).toBe(true);
    expect(new Set(all.map(({ giftCard }) => giftCard)).size).toBe(giftCardCount + 1);
    expect(all.some(({ lines }) => lines.length === 2)).toBe(true);
  });
});
