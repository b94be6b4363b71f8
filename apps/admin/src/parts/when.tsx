'use client';

const full = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });
const day = new Intl.DateTimeFormat('en', { month: 'short', day: 'numeric', year: 'numeric' });
const hour = new Intl.DateTimeFormat('en', { timeStyle: 'short' });

interface WhenProps {
  /** UTC, ISO 8601. */
  readonly at: string;
  /** The time under the day, for narrow columns. */
  readonly isStacked?: boolean;
}

/** A time in the viewer's own zone. Only for what is shown after data has come: the server knows no zone. */
export function When({ at, isStacked = false }: WhenProps) {
  const date = new Date(at);
  return (
    <time dateTime={at} className="whitespace-nowrap tabular-nums">
      {isStacked ? (
        <>
          <span className="block">{day.format(date)}</span> <span className="block text-muted text-sm">{hour.format(date)}</span>
        </>
      ) : (
        full.format(date)
      )}
    </time>
  );
}
