import { TradewindError } from '@tradewind/contracts/errors';
import type { product } from '@tradewind/contracts/schemas';
import { appendEvents } from '@tradewind/messaging';
import { actorLabel, currentCall, onlyRow } from '@tradewind/service';
import type { Services } from '../services.ts';
import { inventoryChanged, type MovedRow } from './inventory-changed.ts';
import { unknownSku } from './stock-level.ts';
import { adjustStatement } from './stock-statements.ts';

interface AdjustedRow extends MovedRow {
  moved: boolean;
  on_hand: number;
  reserved: number;
}

/**
 * Corrects what is on hand by a difference, and notes who did it and why.
 * @throws NOT_FOUND for an unknown SKU; CONFLICT when fewer would be left than orders have reserved.
 */
export async function adjustStock(
  { db }: Pick<Services, 'db'>,
  { sku, delta, reason }: { sku: string; delta: number; reason: string },
): Promise<product.StockLevel> {
  if (delta === 0) {
    throw new TradewindError('INVALID_INPUT', 'An adjustment changes something.', { errors: [{ path: 'delta', message: 'is zero' }] });
  }
  return await db.transaction(async (sql) => {
    const row = onlyRow(await sql.rows<AdjustedRow>(adjustStatement, [sku, delta, reason, actorLabel(currentCall().actor)]));
    if (!row) throw unknownSku();
    if (!row.moved) throw new TradewindError('CONFLICT', 'There would be less on hand than is reserved, or more than can be counted.');
    await appendEvents(sql, inventoryChanged([row]));
    return { sku, onHand: row.on_hand, reserved: row.reserved, available: row.available };
  });
}
