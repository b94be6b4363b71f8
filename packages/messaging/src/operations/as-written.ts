const members = ['id', 'type', 'version', 'aggregateId', 'sequence', 'occurredAt', 'traceparent', 'actor', 'data'];

/** An event in the order in which envelopes are written, for people to read: jsonb keeps no order of its own. */
export function asWritten(event: Record<string, unknown>): Record<string, unknown> {
  const known = members.filter((name) => name in event);
  return Object.fromEntries([...known, ...Object.keys(event).filter((name) => !members.includes(name))].map((name) => [name, event[name]]));
}
