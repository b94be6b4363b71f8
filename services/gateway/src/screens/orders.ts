import { order } from '@tradewind/contracts/schemas';
import { createTrpc } from '@tradewind/service';
import type { GatewayServices } from '../services.ts';

/** A customer's orders; a guest's one by its token. */
export function ordersRouter({ clients }: GatewayServices) {
  const { router, procedure } = createTrpc();
  return router({
    list: procedure('signed-in')
      .input(order.orderListInput)
      .output(order.orderList)
      .query(({ input }) => clients.order.order.list.query(input)),
    get: procedure('public')
      .input(order.orderInput)
      .output(order.order)
      .query(({ input }) => clients.order.order.get.query(input)),
    cancel: procedure('public')
      .input(order.cancelOrderInput)
      .output(order.order)
      .mutation(({ input }) => clients.order.order.cancel.mutate(input, repeatable(input))),
  });
}

/** Only what carries a key may be sent twice. */
export function repeatable(input: { idempotencyKey?: string | undefined }) {
  return { context: { idempotent: input.idempotencyKey !== undefined } };
}
