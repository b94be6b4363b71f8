export const ranges = { today: 'Today', '7d': '7 days', '30d': '30 days' } as const;

export type RangeName = keyof typeof ranges;

const days: Readonly<Record<RangeName, number>> = { today: 1, '7d': 7, '30d': 30 };

/** Whole days in the viewer's own zone, the last one being today. Days are counted by the calendar, so that a change of clocks moves nothing. */
export function rangeOf(name: RangeName, now: Date): { from: string; to: string } {
  const [year, month, day] = [now.getFullYear(), now.getMonth(), now.getDate()];
  return {
    from: new Date(year, month, day - days[name] + 1).toISOString(),
    to: new Date(year, month, day + 1).toISOString(),
  };
}

/** What a range is compared with. */
export function beforeWords(name: RangeName): string {
  return name === 'today' ? 'the day before' : `the ${days[name]} days before`;
}

/** By how many per cent a figure grew, rounded; null where there was nothing to grow from. */
export function growth(now: number, before: number): number | null {
  return before === 0 ? null : Math.round(((now - before) / before) * 100);
}
