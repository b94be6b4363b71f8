import { createHash } from 'node:crypto';

/** Chance that falls the same way for the same seed, on any machine. */
export interface Dice {
  /** From 0 up to 1. */
  next(): number;
  /** A whole number from `from` to `to`, both included. */
  between(from: number, to: number): number;
  /** @throws Error when there is nothing to pick from */
  pick<T>(from: readonly T[]): T;
  /** One of the names, by its weight. */
  weighted<Name extends string>(weights: Readonly<Record<Name, number>>): Name;
  shuffled<T>(of: readonly T[]): T[];
}

/** Dice of their own for each purpose, so that one purpose's throws never move another's. */
export function dice(...seed: readonly (string | number)[]): Dice {
  let state = createHash('sha256').update(seed.join(' ')).digest().readInt32LE(0);
  /** mulberry32 */
  function next(): number {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
  function pick<T>(from: readonly T[]): T {
    const [picked] = from.slice(Math.floor(next() * from.length));
    if (picked === undefined) throw new Error('there is nothing to pick from');
    return picked;
  }
  return {
    next,
    between: (from, to) => from + Math.floor(next() * (to - from + 1)),
    pick,
    weighted<Name extends string>(weights: Readonly<Record<Name, number>>) {
      // The cast: an object's own keys are the names of its type here.
      const names = Object.keys(weights) as Name[];
      let left = next() * names.reduce((sum, name) => sum + weights[name], 0);
      for (const name of names) {
        left -= weights[name];
        if (left < 0) return name;
      }
      return pick(names);
    },
    shuffled: (of) =>
      of
        .map((one) => ({ one, at: next() }))
        .toSorted((left, right) => left.at - right.at)
        .map(({ one }) => one),
  };
}
