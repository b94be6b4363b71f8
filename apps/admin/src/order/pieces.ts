import type { OrderItem } from '#gateway/procedures.ts';

/** Pieces by the id of their line. */
export type Quantities = Readonly<Record<string, number>>;

/** What a service takes: the lines of which there are any. */
export function piecesOf(items: readonly OrderItem[], quantities: Quantities): { itemId: OrderItem['id']; quantity: number }[] {
  return items.flatMap(({ id }) => {
    const quantity = quantities[id] ?? 0;
    return quantity > 0 ? [{ itemId: id, quantity }] : [];
  });
}
