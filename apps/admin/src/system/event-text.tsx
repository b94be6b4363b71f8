interface EventTextProps {
  /** Names the region that scrolls. */
  readonly label: string;
  readonly event: Readonly<Record<string, unknown>>;
}

/** An event as it came. */
export function EventText({ label, event }: EventTextProps) {
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1)
      tabIndex={0}
      className="max-h-96 overflow-auto rounded-control bg-sunken p-4"
    >
      <pre className="font-mono text-sm leading-relaxed">{JSON.stringify(event, null, 2)}</pre>
    </section>
  );
}
