/** What kinds of steps there are on the way of a purchase. */
export type StepKind = 'answer' | 'call' | 'write' | 'commit' | 'publish' | 'effect' | 'enqueue' | 'job' | 'ask' | 'mail';

/** Something that a process does and that may fail, lose its answer, or be the last that the process does. */
export interface Step {
  readonly kind: StepKind;
  /** What it is done with: the path of a procedure, the type of an event, the text of a statement. Several when one step does several. */
  readonly names: readonly string[];
}

/** Does the work of a step, or what a test wants done in its place. */
export type Around = <T>(step: Step, work: () => Promise<T>) => Promise<T>;

let around: Around | undefined;

/**
 * Does one step. Where nobody looks, which is everywhere but in tests, that is all.
 * The steps are where a purchase can break: what is done between two of them is done with the first or not at all.
 */
export function takeStep<T>(step: Step, work: () => Promise<T>): Promise<T> {
  return around === undefined ? work() : around(step, work);
}

/** Lets a test stand around every step of this process; `infra/check` sees to it that nothing else imports this. */
export function standAround(given: Around): void {
  around = given;
}
