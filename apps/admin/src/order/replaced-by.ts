import type { Order } from '#gateway/procedures.ts';

/** The return that an order sends anew, as its first fact tells; null of any other order. */
export function replacedBy(timeline: Order['timeline']): { returnId: string; returnNumber: string } | null {
  const found = timeline.find(({ type }) => type === 'placed')?.data.replaces;
  if (typeof found !== 'object' || found === null || !('returnId' in found) || !('returnNumber' in found)) return null;
  const { returnId, returnNumber } = found;
  return typeof returnId === 'string' && typeof returnNumber === 'string' ? { returnId, returnNumber } : null;
}
