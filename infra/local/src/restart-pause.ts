const longestMs = 10_000;
/** A process that ran for so long had begun well: that it ended says nothing of how it will start. */
const steadyMs = 30_000;

/**
 * How long to wait before a process that ended is started again: longer each time in a row that it ended soon after its start.
 * All in milliseconds.
 */
export function createRestartPause(): { after(ranMs: number): number } {
  let failures = 0;
  return {
    after(ranMs) {
      failures = ranMs < steadyMs ? failures + 1 : 1;
      return Math.min(100 * 2 ** failures, longestMs);
    },
  };
}
