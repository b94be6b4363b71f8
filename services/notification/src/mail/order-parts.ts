import type { order as orderSchemas, primitives } from '@tradewind/contracts/schemas';
import { formatMoney, isZero, type Money, multiply, negate, subtract } from '@tradewind/money';
import type { MailContent, MailItem } from './mail-content.ts';

type OrderMail = orderSchemas.OrderMail;

/** A page of an order, with the token that lets a guest at it. */
function orderLink({ id, token }: OrderMail, storefront: string, page: '' | '/pay' = ''): string {
  return `${storefront}/orders/${id}${page}${token === null ? '' : `?token=${encodeURIComponent(token)}`}`;
}

/** Where its customer follows an order. */
export function orderButton(order: OrderMail, storefront: string): NonNullable<MailContent['button']> {
  return { label: 'Follow your order', url: orderLink(order, storefront) };
}

/** Where its customer pays what is due of it. */
export function payButton(order: OrderMail, storefront: string, amount: Money): NonNullable<MailContent['button']> {
  return { label: `Pay ${formatMoney(amount)}`, url: orderLink(order, storefront, '/pay') };
}

/** Where a parcel is, for whoever has the link. */
export function trackButton({ id, trackingToken }: OrderMail['shipments'][number], storefront: string): NonNullable<MailContent['button']> {
  return { label: 'Track your parcel', url: `${storefront}/track/${id}?token=${encodeURIComponent(trackingToken)}` };
}

/** Lines of an order, all of each unless told how many. */
export function orderItems(order: OrderMail, quantities?: ReadonlyMap<string, number>): MailItem[] {
  return order.items.flatMap((item) => {
    const quantity = quantities === undefined ? item.quantity : (quantities.get(item.id) ?? 0);
    if (quantity === 0) return [];
    const { title, variantTitle: variant, image, unitPrice } = item;
    // A whole line has a total and a discount of its own; a part of it is only counted.
    const amount = formatMoney(quantity === item.quantity ? subtract(item.total, item.discount) : multiply(unitPrice, quantity));
    return [{ title, variant, quantity, amount, picture: image && { url: image.url, alt: image.alt } }];
  });
}

/** Which promotions it was. */
function discountLabel({ promotions }: OrderMail): string {
  const names = promotions.map(({ name, code }) => code ?? name);
  return names.length > 0 ? `Discount (${names.join(', ')})` : 'Discount';
}

/** The sums that lead to the total; those that are nothing are left out. */
export function orderSums(order: OrderMail): NonNullable<MailContent['sums']> {
  const { subtotal, discount, shipping, tax, includedTax, total } = order.totals;
  const line = (label: string, value: Money) => ({ label, amount: formatMoney(value) });
  return [
    line('Subtotal', subtotal),
    ...(isZero(discount) ? [] : [line(discountLabel(order), negate(discount))]),
    isZero(shipping) ? { label: 'Delivery', amount: 'Free' } : line('Delivery', shipping),
    ...(isZero(tax) ? [] : [line('Tax', tax)]),
    ...(isZero(includedTax) ? [] : [line('Tax in it', includedTax)]),
    line('Total', total),
  ];
}

const countryNames = new Intl.DisplayNames(['en'], { type: 'region' });

/** An address as on a parcel. */
export function addressLines(address: primitives.Address): string[] {
  const { name, line1, line2, city, region, postalCode, country } = address;
  return [name, line1, line2, [city, [region, postalCode].filter(Boolean).join(' ')].join(', '), countryNames.of(country)].filter(
    (line) => line !== undefined,
  );
}

export const orderReason = 'You get this because this address was given with an order at Tradewind.';
