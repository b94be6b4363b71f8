import type { ProductId, VariantId } from '@tradewind/contracts/ids';
import type { NewEvent } from '@tradewind/messaging';

/** A stock row as a statement left it. */
export interface MovedRow {
  variant_id: VariantId;
  product_id: ProductId;
  sku: string;
  slug: string;
  /** What could be sold before, and after. */
  before: number;
  available: number;
}

/** One `inventory.changed` per product, by product id; rows whose number for sale stayed the same tell nobody anything. */
export function inventoryChanged(rows: readonly MovedRow[]): NewEvent[] {
  const changed = rows.filter((row) => row.before !== row.available);
  const byProduct = Map.groupBy(changed, (row) => row.product_id);
  return [...byProduct]
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([productId, of]) => ({
      type: 'inventory.changed',
      aggregateId: productId,
      data: {
        productId,
        slug: of[0]?.slug ?? '',
        variants: of.map(({ variant_id, sku, available }) => ({ variantId: variant_id, sku, available })),
        soldOutChanged: of.some(({ before, available }) => before > 0 !== available > 0),
      },
    }));
}
