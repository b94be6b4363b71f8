import type { product, settings } from '@tradewind/contracts/schemas';
import { money } from '@tradewind/money';
import { rateOf } from '../invoice/tax-rate.ts';
import type { OrderItemRow } from '../order/order-store.ts';
import type { Place } from '../totals/shipping.ts';
import { type TaxRate, taxOn, taxRateAt } from '../totals/tax.ts';

interface Taxation {
  readonly taxes: settings.TaxSettings;
  readonly place: Place;
  /** Of the product, where it is known. */
  readonly taxClass: product.TaxClass | undefined;
}

/**
 * The rate that a line was taxed at, for its pieces after an edit. An order keeps the tax and not the rate: it is that of the
 * product's class where this gives the very tax of the line, else one that does.
 */
export function rateOfLine(item: OrderItemRow, { taxes, place, taxClass }: Taxation): TaxRate {
  const { tax, includedTax } = item;
  const price = item.unitPrice * item.quantity - item.discount;
  const ofClass = taxRateAt(taxes, place, taxClass ?? 'standard');
  // The currency does not matter for integer arithmetic.
  const given = taxOn(money(price, 'USD'), ofClass);
  if (taxClass !== undefined && given.tax.amountMinor === tax && given.includedTax.amountMinor === includedTax) return ofClass;
  const included = tax === 0 && includedTax === 0 ? ofClass.included : includedTax > 0;
  return { rate: rateOf({ price, tax, includedTax }, taxes, place), included };
}
