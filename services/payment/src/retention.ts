/** How long this service keeps what it deletes by itself, as docs/retention.md tells it. */
export const retention = {
  /** The processor's events, since they came; it sends one again for 30 days at most. */
  webhookEventDays: 90,
} as const;
