/** A value that differs, by its path, as people read it. */
export interface ChangedPart {
  readonly path: string;
  /** Nothing where there was none. */
  readonly from: string;
  readonly to: string;
}

function isTree(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

const textOf = (value: unknown) => (value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value));

/** What differs between two values, down to the parts that are no lists or records. */
export function changedParts(before: unknown, after: unknown, path: readonly string[] = []): ChangedPart[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  if (!isTree(before) || !isTree(after)) return [{ path: path.join(' › '), from: textOf(before), to: textOf(after) }];
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.flatMap((name) => changedParts(before[name], after[name], [...path, name]));
}
