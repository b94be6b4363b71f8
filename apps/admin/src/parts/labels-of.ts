/** A record's labels by its keys, for a filter. */
export function labelsOf<Key extends string>(words: Readonly<Record<Key, { readonly label: string }>>): Readonly<Record<Key, string>> {
  // The cast: the same keys as those of the record.
  return Object.fromEntries(Object.entries<{ readonly label: string }>(words).map(([key, { label }]) => [key, label])) as Record<
    Key,
    string
  >;
}
