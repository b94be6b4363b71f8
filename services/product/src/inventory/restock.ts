import type { VariantId } from '@tradewind/contracts/ids';
import { appendEvents } from '@tradewind/messaging';
import type { Sql } from '@tradewind/service';
import { inventoryChanged, type MovedRow } from './inventory-changed.ts';
import { restockStatement } from './stock-statements.ts';

interface Restocking {
  readonly lines: readonly { readonly variantId: VariantId; readonly sellable: number }[];
  readonly reason: string;
  /** Whose doing it is, as it is noted. */
  readonly actor: string;
}

/** Puts pieces that came back into stock, in the caller's transaction, and notes why as an adjustment. */
export async function restock(sql: Sql, { lines, reason, actor }: Restocking): Promise<void> {
  const back = lines.filter(({ sellable }) => sellable > 0);
  const values = [back.map(({ variantId }) => variantId), back.map(({ sellable }) => sellable), reason, actor];
  await appendEvents(sql, inventoryChanged(await sql.rows<MovedRow>(restockStatement, values)));
}
