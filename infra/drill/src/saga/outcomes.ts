import type { Books } from '../verify/books.ts';
import { isSold } from '../verify/evidence.ts';
import type { Broken } from './break-steps.ts';
import type { SeenStep } from './record-steps.ts';
import { type StepService, stepServices } from './saga-shop.ts';

/** What became of one service's faults. */
export interface Outcome {
  readonly service: StepService | 'all';
  readonly steps: number;
  readonly faults: number;
  /** Of the stories that the faults were armed for: their order ended paid, or undone; or there never was one. */
  readonly paid: number;
  readonly undone: number;
  readonly noOrder: number;
  /** Did not come again. */
  readonly missed: number;
}

const emailOf = (journey: number) => `shopper-${journey}@drill.test`;

export function outcomesOf(steps: readonly SeenStep[], { fired, missed }: Broken, { orders }: Pick<Books, 'orders'>): Outcome[] {
  const byShopper = Map.groupBy(orders, ({ email }) => email);
  const endOf = (journey: number) => {
    const own = byShopper.get(emailOf(journey));
    if (own === undefined) return 'noOrder';
    return own.some(isSold) ? 'paid' : 'undone';
  };
  return ([...stepServices, 'all'] as const).map((service) => {
    const of = <T extends { readonly service: StepService }>(list: readonly T[]) =>
      list.filter((one) => service === 'all' || one.service === service);
    const ends = of(fired).map(({ journey }) => endOf(journey));
    const count = (end: ReturnType<typeof endOf>) => ends.filter((one) => one === end).length;
    return {
      service,
      steps: of(steps).length,
      faults: ends.length,
      paid: count('paid'),
      undone: count('undone'),
      noOrder: count('noOrder'),
      missed: of(missed).length,
    };
  });
}

export function outcomesText(outcomes: readonly Outcome[]): string {
  const columns = ['steps', 'faults', 'paid', 'undone', 'noOrder', 'missed'] as const;
  const line = (name: string, cells: readonly (string | number)[]) =>
    name.padEnd(14) + cells.map((cell) => String(cell).padStart(9)).join('');
  return [
    line('service', columns),
    ...outcomes.map((outcome) =>
      line(
        outcome.service,
        columns.map((column) => outcome[column]),
      ),
    ),
  ].join('\n');
}
