/** How long this service keeps what it deletes by itself, as docs/retention.md tells it. */
export const retention = {
  /** Messages that were sent or have failed, since they were asked for. */
  messageDays: 90,
} as const;
