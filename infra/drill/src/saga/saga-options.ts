import { type StoryName, storyNames } from './stories.ts';

export interface SagaOptions {
  readonly seed: number;
  /** How many of the steps are broken, from 0 to 1; each of them in one way then, or in every way when it is 1. */
  readonly share: number;
  /** What the name of a step's service and of the step must contain. */
  readonly only: string | undefined;
  readonly stories: { readonly names: readonly StoryName[]; readonly isEvery: boolean };
}

/**
 * Reads what is to be broken: `SAGA_SEED`, `SAGA_SHARE`, `SAGA_ONLY`, and `SAGA_STORIES`, a part of the names of those that are told.
 * @throws Error naming the variable that makes no sense
 */
export function readSagaOptions(env: Readonly<Record<string, string | undefined>>): SagaOptions {
  const { SAGA_SEED, SAGA_SHARE, SAGA_ONLY, SAGA_STORIES } = env;
  const seed = Number(SAGA_SEED ?? Math.floor(Math.random() * 1_000_000));
  if (!Number.isSafeInteger(seed)) throw new Error(`SAGA_SEED is not a whole number: ${SAGA_SEED}`);
  const share = Number(SAGA_SHARE ?? 1);
  if (!(share > 0 && share <= 1)) throw new Error(`SAGA_SHARE is not from 0 to 1: ${SAGA_SHARE}`);
  const names = storyNames.filter((name) => SAGA_STORIES === undefined || name.includes(SAGA_STORIES));
  if (names.length === 0) throw new Error(`SAGA_STORIES is in the name of no story: ${SAGA_STORIES}`);
  return { seed, share, only: SAGA_ONLY, stories: { names, isEvery: names.length === storyNames.length } };
}
