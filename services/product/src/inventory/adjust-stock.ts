import { TradewindError } from '@tradewind/contracts/errors';
import type { product } from '@tradewind/contracts/schemas';
import { appendEvents } from '@tradewind/messaging';
import { actorLabel, currentCall, onlyRow, type Sql } from '@tradewind/service';
import { repeatable } from '../repeatable.ts';
import type { Services } from '../services.ts';
import { inventoryChanged, type MovedRow } from './inventory-changed.ts';
import { stockLevel, unknownSku } from './stock-level.ts';
import { adjustStatement } from './stock-statements.ts';

interface AdjustedRow extends MovedRow {
  moved: boolean;
  on_hand: number;
  reserved: number;
}

interface Adjustment {
  readonly sku: string;
  readonly delta: number;
  readonly reason: string;
  readonly idempotencyKey?: string | undefined;
}

async function adjust(sql: Sql, { sku, delta, reason }: Adjustment): Promise<product.StockLevel> {
  const row = onlyRow(await sql.rows<AdjustedRow>(adjustStatement, [sku, delta, reason, actorLabel(currentCall().actor)]));
  if (!row) throw unknownSku();
  if (!row.moved) throw new TradewindError('CONFLICT', 'There would be less on hand than is reserved, or more than can be counted.');
  await appendEvents(sql, inventoryChanged([row]));
  return { sku, onHand: row.on_hand, reserved: row.reserved, available: row.available };
}

/**
 * Corrects what is on hand by a difference, and notes who did it and why. Repeatable with a key.
 * @throws NOT_FOUND for an unknown SKU; CONFLICT when fewer would be left than orders have reserved.
 */
export async function adjustStock({ db }: Pick<Services, 'db'>, input: Adjustment): Promise<product.StockLevel> {
  if (input.delta === 0) {
    throw new TradewindError('INVALID_INPUT', 'An adjustment changes something.', { errors: [{ path: 'delta', message: 'is zero' }] });
  }
  return await repeatable(db, { procedure: 'inventory.adjust', input }, async (claim) => {
    // An earlier try did it and could not say so.
    if (claim.resource !== null) return await stockLevel({ db }, input);
    return await db.transaction(async (sql) => {
      const level = await adjust(sql, input);
      await claim.attach(sql, input.sku);
      return level;
    });
  });
}
