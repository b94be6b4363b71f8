/** A map that forgets what was set longest ago, so that it never holds more than `max`. */
export function createLru<Value>(max: number): {
  get(key: string): Value | undefined;
  set(key: string, value: Value): void;
  delete(key: string): void;
} {
  const entries = new Map<string, Value>();
  return {
    get: (key) => entries.get(key),
    set(key, value) {
      entries.delete(key);
      entries.set(key, value);
      if (entries.size > max) entries.delete(entries.keys().next().value ?? key);
    },
    delete: (key) => void entries.delete(key),
  };
}
