import type { VariantId } from '@tradewind/contracts/ids';
import type { Money } from '@tradewind/money';

/** A price in another currency, as it is stored. */
export function toPriceRow(variantId: VariantId, { amountMinor, currency }: Money) {
  return { variantId, currency, priceMinor: amountMinor };
}
