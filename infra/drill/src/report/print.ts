import type { Killed } from '../faults/run-kills.ts';
import type { Kill } from '../plan/kills.ts';
import type { Verdict } from '../verify/verify.ts';
import type { Figures } from './figures.ts';

const shownViolations = 5;

const inSeconds = (ms: number) => `${(ms / 1_000).toFixed(1)} s`;

export function planText(plan: readonly Kill[]): string {
  return plan
    .map(({ victim, atCheckout, delayMs }) => `  checkout ${String(atCheckout).padStart(5)} + ${String(delayMs).padStart(4)} ms  ${victim}`)
    .join('\n');
}

export function killsText(kills: readonly Killed[], startedAt: number): string {
  const lines = kills.map(
    ({ victim, atCheckout, at, backAt }) =>
      `${victim.padEnd(20)}${String(atCheckout).padStart(9)}${inSeconds(at - startedAt).padStart(12)}${inSeconds(backAt - at).padStart(12)}`,
  );
  return [`${'ended'.padEnd(20)}${'checkout'.padStart(9)}${'at'.padStart(12)}${'ready after'.padStart(12)}`, ...lines].join('\n');
}

export function figuresText(figures: Figures): string {
  const { checkouts, calls, failedCalls, seconds, rate, p50, p99, longest, longestSilence } = figures;
  return [
    `${checkouts.acknowledged} checkouts acknowledged, ${checkouts.refused} refused, ${checkouts.unknown} never answered, in ${seconds.toFixed(0)} s: ${rate.toFixed(1)} a second`,
    `an answer took ${p50} ms at p50, ${inSeconds(p99)} at p99, ${inSeconds(longest)} at most, repeats and waits included`,
    `${calls} calls, ${failedCalls} of them failed and were repeated; nobody got any answer for ${inSeconds(longestSilence)} at most`,
  ].join('\n');
}

export function verdictsText(verdicts: readonly Verdict[]): string {
  const lines = verdicts.flatMap(({ name, checked, violations }) => [
    `${violations.length === 0 ? '✔' : '✖'} ${name.padEnd(52)}${String(checked).padStart(8)}${String(violations.length).padStart(12)}`,
    ...violations.slice(0, shownViolations).map((violation) => `    ${violation}`),
    ...(violations.length > shownViolations ? [`    and ${violations.length - shownViolations} more`] : []),
  ]);
  return [`  ${'what must hold'.padEnd(52)}${'looked at'.padStart(8)}${'violations'.padStart(12)}`, ...lines].join('\n');
}
