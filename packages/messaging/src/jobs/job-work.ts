/** What a sweep came upon, by kind: how many it expired, returned, repaired … */
export type Findings = Readonly<Record<string, number>>;

export interface JobWork<Data> {
  /**
   * At least once: a job may run again after a crash or a time-out, so its effect must bear that. What it reports is counted, kept
   * with the job and, where there is anything, logged.
   */
  // biome-ignore lint/suspicious/noConfusingVoidType: handlers that return nothing are the usual ones
  handle(data: Data): Promise<Findings | void>;
  /** Has the job run every so often, once in all processes together, with an empty object as data. Milliseconds. */
  readonly everyMs?: number;
  /** Jobs of this name at once in this process, 1 unless told. */
  readonly concurrency?: number;
  /** Attempts in all, 5 unless told. */
  readonly attempts?: number;
  /** The pause after the first failure, 1,000 unless told; it doubles with each, up to ten minutes. Milliseconds. */
  readonly backoffMs?: number;
  /** How long one attempt may take, 60,000 unless told. Milliseconds. */
  readonly timeoutMs?: number;
}

/** How each job of a service is done, by its name. */
export type JobWorks<Catalogue extends object> = { readonly [Name in keyof Catalogue]?: JobWork<Catalogue[Name]> };

/** What is stored of a job: its data, and the trace that it belongs to. */
export interface Stored {
  readonly data: unknown;
  readonly traceparent?: string;
}

const longestPauseMs = 600_000;

/** The pause before the next attempt, after so many. Milliseconds. */
export function pauseAfter(made: number, firstMs = 1_000): number {
  return Math.min(firstMs * 2 ** (made - 1), longestPauseMs);
}
