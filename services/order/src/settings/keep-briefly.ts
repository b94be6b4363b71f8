/** A process may be this much behind what staff have decided. */
const maxAgeMs = 1_000;

/** What staff have decided, as a process knows it. */
export interface Known<Value> {
  /** As it was a second ago at most. */
  current(): Promise<Value>;
  /** It has just been changed, or turned out to be old. */
  forget(): void;
}

/**
 * Keeps what was read for a second, counted from when it was asked for; whoever comes meanwhile shares one reading, and a reading
 * that fails is not kept.
 * @param now milliseconds of a clock that never goes back
 */
export function keepBriefly<Value>(read: () => Promise<Value>, now: () => number = () => performance.now()): Known<Value> {
  let known: { at: number; value: Promise<Value> } | undefined;
  return {
    current() {
      if (known && now() - known.at < maxAgeMs) return known.value;
      const reading = { at: now(), value: read() };
      known = reading;
      reading.value.catch(() => {
        if (known === reading) known = undefined;
      });
      return reading.value;
    },
    forget() {
      known = undefined;
    },
  };
}
