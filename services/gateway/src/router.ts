import { createTrpc } from '@tradewind/service';
import { adminRouter } from './screens/admin.ts';
import { authRouter } from './screens/auth.ts';
import { cardsRouter } from './screens/cards.ts';
import { cartRouter, checkoutRouter } from './screens/cart.ts';
import { catalogRouter } from './screens/catalog.ts';
import { creditRouter } from './screens/credit.ts';
import { invoicesRouter } from './screens/invoices.ts';
import { ordersRouter } from './screens/orders.ts';
import { parcelsRouter } from './screens/parcels.ts';
import { returnsRouter } from './screens/returns.ts';
import { storeRouter } from './screens/settings.ts';
import type { GatewayServices } from './services.ts';

/** What the apps call: one procedure for what one screen needs at once. */
export function createGatewayRouter(services: GatewayServices) {
  const { router } = createTrpc();
  return router({
    catalog: catalogRouter(services),
    cart: cartRouter(services),
    checkout: checkoutRouter(services),
    store: storeRouter(services),
    orders: ordersRouter(services),
    returns: returnsRouter(services),
    parcels: parcelsRouter(services),
    invoices: invoicesRouter(services),
    credit: creditRouter(services),
    cards: cardsRouter(services),
    auth: authRouter(services),
    admin: adminRouter(services),
  });
}

export type GatewayRouter = ReturnType<typeof createGatewayRouter>;
