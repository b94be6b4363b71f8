'use client';

const full = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });
const short = new Intl.DateTimeFormat('en', { month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit' });

interface WhenProps {
  /** UTC, ISO 8601. */
  readonly at: string;
  readonly isShort?: boolean;
}

/** A time in the viewer's own zone. Only for what is shown after data has come: the server knows no zone. */
export function When({ at, isShort = false }: WhenProps) {
  const date = new Date(at);
  return (
    <time dateTime={at} className="whitespace-nowrap tabular-nums">
      {(isShort ? short : full).format(date)}
    </time>
  );
}
