import { type Evidence, examine, type Finding, firstWrong, isSold, sumOf } from './evidence.ts';

type Lines = readonly { readonly variantId: string; readonly quantity: number }[];

function piecesByVariant(lists: readonly Lines[]): ReadonlyMap<string, number> {
  return new Map(
    [...Map.groupBy(lists.flat(), ({ variantId }) => variantId)].map(([id, of]) => [id, sumOf(of.map(({ quantity }) => quantity))]),
  );
}

/** On hand is what there was less what is sold; what a cancelled order had is back. */
export function stockAddsUp({ books, goods }: Evidence): Finding {
  const sold = piecesByVariant(books.orders.filter(isSold).map(({ lines }) => lines));
  const stock = new Map(books.stock.map((row) => [row.variantId, row]));
  return examine(goods, ({ variantId, sku, onHand }) => {
    const row = stock.get(variantId);
    const expected = onHand - (sold.get(variantId) ?? 0);
    return firstWrong(
      [expected < 0, `${sku}: ${-expected} more were sold than there were`],
      [row?.onHand !== expected, `${sku}: ${row?.onHand} on hand, of ${onHand} at first and ${sold.get(variantId) ?? 0} sold`],
    );
  });
}

/** Reserved is what live reservations hold, and each of those is of an order that waits for its payment. */
export function reservedIsLive({ books }: Evidence): Finding {
  const live = books.reservations.filter(({ status }) => status === 'reserved');
  const held = piecesByVariant(live.map(({ lines }) => lines));
  const waiting = new Set(books.orders.flatMap(({ id, status }) => (status === 'pending' ? [id] : [])));
  const rows = examine(books.stock, ({ variantId, sku, reserved }) =>
    reserved === (held.get(variantId) ?? 0) ? undefined : `${sku}: ${reserved} reserved, ${held.get(variantId) ?? 0} held by reservations`,
  );
  const owners = examine(live, ({ orderId }) =>
    waiting.has(orderId) ? undefined : `stock is reserved for ${orderId}, which does not wait`,
  );
  return { checked: rows.checked + owners.checked, violations: [...rows.violations, ...owners.violations] };
}
