import { type Evidence, examine, type Finding } from './evidence.ts';

/** No event waits for somebody to look. */
export function noDeadLetters({ books }: Evidence): Finding {
  return examine(
    books.deadLetters,
    ({ service, type, aggregateId, error }) => `${type} of ${aggregateId} is parked at ${service}: ${error ?? 'behind another'}`,
  );
}

/** Every event was published, and took effect at everybody who hears events of its type. */
export function eventsTookEffect({ books }: Evidence): Finding {
  const heard = Object.entries(books.inboxes).map(([service, inbox]) => ({
    service,
    inbox,
    types: new Set(books.events.filter(({ id }) => inbox.has(id)).map(({ type }) => type)),
  }));
  return examine(books.events, ({ id, type, aggregateId, service, isPublished }) => {
    if (!isPublished) return `${type} of ${aggregateId} was never published by ${service}`;
    const deaf = heard.filter(({ inbox, types }) => types.has(type) && !inbox.has(id)).map((hearer) => hearer.service);
    return deaf.length > 0 ? `${type} of ${aggregateId} did not take effect at ${deaf.join(', ')}` : undefined;
  });
}

/** The processor's events were acted on. */
export function webhooksHandled({ books }: Evidence): Finding {
  const { webhooksWaiting } = books;
  return { checked: 1, violations: webhooksWaiting > 0 ? [`${webhooksWaiting} of the processor's events were not acted on`] : [] };
}

/** No process, and not the outside world either, was started again more often than it was ended. */
export function nothingEndedByItself({ kills, restarts }: Evidence): Finding {
  return examine(Object.entries(restarts), ([name, count]) => {
    const own = count - kills.filter(({ victim }) => victim === name).length;
    return own > 0 ? `${name} ended by itself ${own} times` : undefined;
  });
}
