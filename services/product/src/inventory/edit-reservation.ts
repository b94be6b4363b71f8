import type { OrderEditId, OrderId, VariantId } from '@tradewind/contracts/ids';
import { appendEvents } from '@tradewind/messaging';
import type { Sql } from '@tradewind/service';
import { inventoryChanged, type MovedRow } from './inventory-changed.ts';
import { releaseReservation } from './settle-reservation.ts';
import { editStatement } from './stock-statements.ts';

interface Edit {
  readonly orderId: OrderId;
  readonly editId: OrderEditId;
  /** Each variant once; pieces that are taken off are negative. */
  readonly lines: readonly { readonly variantId: VariantId; readonly delta: number }[];
}

/**
 * Brings the stock that an order has bought in line with an edit of it, in the caller's transaction: what was taken off can be sold again,
 * and what was set aside for the edit is the order's, so that cancelling it gives back what it has then. When that had lapsed, stock is
 * taken again; when none is left, nothing changes but that `inventory.commit_failed` is told. An order whose stock is not sold, because
 * it was given up, needs none.
 */
export async function editReservation(sql: Sql, { orderId, editId, lines }: Edit): Promise<void> {
  const values = [orderId, editId, lines.map(({ variantId }) => variantId), lines.map(({ delta }) => delta)];
  // A left join: an order whose lines stay as they are answers one row without a variant.
  const rows = await sql.rows<Omit<MovedRow, 'variant_id'> & { moved: boolean; variant_id: VariantId | null }>(editStatement, values);
  if (rows.length === 0) await releaseReservation(sql, editId);
  else if (rows.some(({ moved }) => !moved)) {
    await appendEvents(sql, [{ type: 'inventory.commit_failed', aggregateId: orderId, data: { orderId } }]);
  } else {
    const moved = rows.flatMap((row) => (row.variant_id === null ? [] : [{ ...row, variant_id: row.variant_id }]));
    await appendEvents(sql, inventoryChanged(moved));
  }
}
