import { on } from '@tradewind/messaging';
import { countCart } from '../sales/count-cart.ts';

/** The first step towards a sale. */
export const onCartStarted = on('cart.started', (sql, { data, occurredAt }) =>
  countCart(sql, { cartId: data.cartId, currency: data.currency, startedAt: occurredAt }),
);
