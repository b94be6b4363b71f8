import type { drafts } from '@tradewind/contracts/schemas';
import { multiply, sum, zero } from '@tradewind/money';
import type { CartRow } from '../cart/cart-store.ts';
import { toPromotions } from '../cart/cart-view.ts';
import { type CurrentLine, currentLines } from '../cart/current-lines.ts';
import { optionsTo } from '../cart/list-shipping-options.ts';
import { sumUp } from '../checkout/draft-order.ts';
import { priceCart } from '../promotion/price-cart.ts';
import type { Services } from '../services.ts';
import { subtotalOf } from '../totals/totals.ts';
import { cartOf, type DraftRow, type StoredContent, statusOf } from './draft-store.ts';

function toLine(
  line: CurrentLine,
  { lines }: StoredContent,
  discount: drafts.DraftPricing['discount'],
): drafts.DraftPricing['lines'][number] {
  const { variantId, quantity, unitPrice, offer } = line;
  const { sku, title, variantTitle, image, available, price: listPrice } = offer;
  const priceReason = lines.find((each) => each.variantId === variantId)?.ownPrice?.reason ?? null;
  const total = multiply(unitPrice, quantity);
  return { variantId, sku, title, variantTitle, image, quantity, listPrice, unitPrice, priceReason, total, discount, available };
}

/** What a content would cost just now. @throws UNAVAILABLE */
export async function priceDraft(ctx: Services, content: StoredContent, cart: CartRow): Promise<drafts.DraftPricing> {
  const { currency, email, customerId, shippingAddress, shippingOptionId } = content;
  const lines = await currentLines(ctx, cart);
  const priced = { cart, lines, email, customerId };
  const shippingOptions = shippingAddress ? ((await optionsTo(ctx, priced, shippingAddress)) ?? []) : [];
  const isChosen = lines.length > 0 && shippingOptions.some(({ id }) => id === shippingOptionId);
  const whole = isChosen && shippingAddress && shippingOptionId ? await sumUp(ctx, priced, { shippingAddress, shippingOptionId }) : null;
  const granted = whole?.granted ?? (await priceCart(ctx, priced));
  const { subtotal, discount, shipping, shippingDiscount, tax, includedTax, total } = whole?.totals ?? {};
  const known = subtotal && discount && shipping && shippingDiscount && tax && includedTax && total;
  return {
    lines: lines.map((line, index) => toLine(line, content, granted.discounts[index] ?? zero(currency))),
    promotions: toPromotions(granted, currency),
    shippingOptions,
    subtotal: subtotalOf(lines, currency),
    discount: sum(granted.discounts, currency),
    totals: known ? { subtotal, discount, shipping, shippingDiscount, tax, includedTax, total } : null,
  };
}

/** A content without what only the store keeps of it. */
function toContent({ lines, ...content }: StoredContent): drafts.DraftContent {
  return { ...content, lines: lines.map(({ snapshot, ...line }) => line) };
}

/** A draft as staff see it, with the prices of now. */
export async function viewDraft(ctx: Services, row: DraftRow): Promise<drafts.Draft> {
  const { id, version, content, cartId, order, changedAt } = row;
  const cart = await cartOf(ctx.db, content, { id: cartId, version, orderId: order?.id ?? null });
  return {
    id,
    version,
    status: statusOf(row),
    order: order && { id: order.id, number: order.number },
    content: toContent(content),
    pricing: await priceDraft(ctx, content, cart),
    changedAt: changedAt.toISOString(),
  };
}
