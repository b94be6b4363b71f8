import type { Knowledge } from '../record/knowledge.ts';

/** What the shoppers saw of it. Milliseconds, unless told otherwise. */
export interface Figures {
  readonly seconds: number;
  readonly calls: number;
  readonly failedCalls: number;
  readonly checkouts: Record<'acknowledged' | 'refused' | 'unknown', number>;
  /** Answered checkouts a second. */
  readonly rate: number;
  /** From the first time that a checkout was asked for to the answer that counted, repeats and waits included. */
  readonly p50: number;
  readonly p99: number;
  readonly longest: number;
  /** The longest time in which nobody got an answer to anything. */
  readonly longestSilence: number;
}

/** @param of in any order */
function percentile(of: readonly number[], part: number): number {
  const sorted = of.toSorted((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
}

/** @param load when the first shopper set out and the last one was through; milliseconds since 1970 */
export function figuresOf(knowledge: Knowledge, load: { from: number; to: number }): Figures {
  const { checkouts, answeredAt } = knowledge;
  const count = (outcome: string) => checkouts.filter((checkout) => checkout.outcome === outcome).length;
  const answered = checkouts.filter(({ outcome }) => outcome !== 'unknown').map(({ ms }) => ms);
  const moments = [load.from, ...answeredAt.filter((at) => at >= load.from && at <= load.to), load.to];
  const seconds = (load.to - load.from) / 1_000;
  return {
    seconds,
    calls: knowledge.calls,
    failedCalls: knowledge.failures,
    checkouts: { acknowledged: count('acknowledged'), refused: count('refused'), unknown: count('unknown') },
    rate: answered.length / seconds,
    p50: percentile(answered, 0.5),
    p99: percentile(answered, 0.99),
    longest: Math.max(0, ...answered),
    longestSilence: Math.max(...moments.slice(1).map((at, index) => at - (moments[index] ?? at))),
  };
}
