/** What services tell each other beside the body of a call. */
export const wire = {
  actor: 'x-tradewind-actor',
  client: 'x-tradewind-client',
  userAgent: 'x-tradewind-user-agent',
  deadline: 'x-tradewind-deadline',
  replayed: 'x-tradewind-replayed',
  traceparent: 'traceparent',
} as const;

/** The value of {@link wire.actor} when the call is made for a guest; without the header it is the calling service's own. */
export const guestActor = 'guest';
