import { type FaultKind, faultKinds } from '@tradewind/testing';
import { dice } from '../plan/dice.ts';
import type { SeenStep } from './record-steps.ts';

/** A step, and what is to happen at it. */
export interface StepFault extends SeenStep {
  readonly how: FaultKind;
}

/** Every step in every way. */
export function everyFault(steps: readonly SeenStep[]): StepFault[] {
  return steps.flatMap((step) => faultKinds.map((how) => ({ ...step, how })));
}

/**
 * Some of the faults: so many steps, and one way for each, the same for the same seed and the same steps in whatever order.
 * @param share how many of the steps, from 0 to 1
 */
export function someFaults(steps: readonly SeenStep[], { seed, share }: { seed: number; share: number }): StepFault[] {
  return steps.flatMap((step) => {
    const chance = dice(seed, step.service, step.step);
    return chance.next() < share ? [{ ...step, how: chance.pick(faultKinds) }] : [];
  });
}
