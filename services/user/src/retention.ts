/** How long this service keeps what it deletes by itself, as docs/retention.md tells it. */
export const retention = {
  /** Registrations, since they expired: they hold a name and an address. */
  registrationDays: 1,
  /** Sessions with their refresh tokens, since they ended. */
  sessionDays: 7,
  /** Refresh tokens, since they expired. */
  refreshTokenDays: 0,
} as const;
