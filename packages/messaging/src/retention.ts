/** How long is kept what every service carries, as docs/retention.md tells it. */
export const retention = {
  /** Published events, for replay. */
  outboxDays: 7,
  /** Events in the log, those that every group has settled. Kafka's topics keep as long. */
  logDays: 7,
  /** Ids of events that were settled: longer than outbox and log together could still bring them again. */
  inboxDays: 21,
  /** Jobs that were done, and those that failed for good: whichever of both bounds comes first, for each kind of job. */
  doneJobDays: 1,
  doneJobCount: 1_000,
  failedJobDays: 14,
  failedJobCount: 1_000,
} as const;
