import { TradewindError } from '@tradewind/contracts/errors';
import type { product } from '@tradewind/contracts/schemas';
import { onlyRow } from '@tradewind/service';
import type { Services } from '../services.ts';

export function unknownSku(): TradewindError {
  return new TradewindError('NOT_FOUND', 'There is no such SKU.');
}

/** What is there of a variant, in pieces. @throws NOT_FOUND */
export async function stockLevel({ db }: Pick<Services, 'db'>, { sku }: { sku: string }): Promise<product.StockLevel> {
  const rows = await db.rows<product.StockLevel>('SELECT sku, on_hand AS "onHand", reserved, available FROM stock WHERE sku = $1', [sku]);
  const level = onlyRow(rows);
  if (!level) throw unknownSku();
  return level;
}
