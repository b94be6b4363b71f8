import type { Input, Order, ReturnReason, Returns } from '#gateway/procedures.ts';

/** What the form holds: pieces and why, by the id of their line. */
export interface ReturnDraft {
  readonly quantities: Readonly<Record<string, number>>;
  readonly reasons: Readonly<Record<string, ReturnReason>>;
  readonly note: string;
}

export const emptyDraft: ReturnDraft = { quantities: {}, reasons: {}, note: '' };

/** A line of which something can be returned. */
export interface ReturnLine {
  readonly item: Order['items'][number];
  readonly left: number;
}

export function returnLines(order: Order, returns: Pick<Returns, 'returnable'>): ReturnLine[] {
  return returns.returnable.flatMap(({ itemId, quantity }) => {
    const item = order.items.find(({ id }) => id === itemId);
    return item ? [{ item, left: quantity }] : [];
  });
}

type Checked = { readonly items: Input<'returns.request'>['items'] } | { readonly errors: Readonly<Record<string, string>> };

/** The pieces that are to be returned, or what is missing: by the id of a line, and `items` when none was chosen. */
export function checkDraft(lines: readonly ReturnLine[], { quantities, reasons }: ReturnDraft): Checked {
  const chosen = lines.map(({ item }) => item.id).filter((id) => (quantities[id] ?? 0) > 0);
  if (chosen.length === 0) return { errors: { items: 'Choose what you want to return' } };
  const items = chosen.flatMap((itemId) => {
    const reason = reasons[itemId];
    return reason ? [{ itemId, quantity: quantities[itemId] ?? 0, reason }] : [];
  });
  const missing = chosen.filter((id) => !reasons[id]).map((id) => [id, 'Say why, so that we can help']);
  return missing.length > 0 ? { errors: Object.fromEntries(missing) } : { items };
}
