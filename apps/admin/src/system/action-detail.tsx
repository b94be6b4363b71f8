import type { Action } from '#gateway/procedures.ts';
import { When } from '#parts/when.tsx';
import { EventText } from './event-text.tsx';
import { count } from './system-words.ts';

/** What an action was about, and what came of it. */
export function ActionDetail({ action }: { readonly action: Action }) {
  switch (action.action) {
    case 'replay':
      if (action.detail.events === 0) return <p className="text-muted text-sm">Nothing was parked</p>;
      return (
        <p className="text-muted text-sm">
          {count(action.detail.events, 'event')} of {count(action.detail.aggregates, 'aggregate')}:{' '}
          {action.target === 'all' ? 'all that was parked' : <Id text={action.target} />}
        </p>
      );
    case 'discard': {
      const { type, aggregateId, reason, error, event } = action.detail;
      return (
        <>
          <p className="text-sm [overflow-wrap:anywhere]">{reason}</p>
          <p className="text-muted text-sm">
            {type} of <Id text={aggregateId} />
          </p>
          <details className="text-sm">
            <summary className="inline-flex min-h-8 cursor-pointer items-center text-primary underline underline-offset-4">
              Error and event
            </summary>
            <p className="mb-2 [overflow-wrap:anywhere]">{error ?? 'It was not tried: it waited behind another.'}</p>
            <EventText label={`The discarded event ${action.target}`} event={event} />
          </details>
        </>
      );
    }
    case 'replay_span': {
      const { from, to, parked, known, again } = action.detail;
      return (
        <p className="text-muted text-sm">
          <When at={from} /> to <When at={to} />: {count(parked, 'event')} to take effect, {known.toLocaleString('en')} known before
          {action.target !== 'all' && `, of ${action.target.replaceAll(' ', ', ')}`}
          {again && ', also what had taken effect'}
        </p>
      );
    }
  }
}

function Id({ text }: { readonly text: string }) {
  return <span className="break-all font-mono text-xs">{text}</span>;
}
