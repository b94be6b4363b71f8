import { order, returns } from '@tradewind/contracts/schemas';
import { createTrpc } from '@tradewind/service';
import type { GatewayServices } from '../services.ts';
import { repeatable } from './orders.ts';

/** What a customer, or a guest by the order's token, sends back. */
export function returnsRouter({ clients }: GatewayServices) {
  const { router, procedure } = createTrpc();
  return router({
    list: procedure('public')
      .input(returns.orderReturnsInput)
      .output(returns.orderReturns)
      .query(({ input }) => clients.order.returns.list.query(input)),
    request: procedure('public')
      .input(returns.requestReturnInput)
      .output(returns.orderReturn)
      .mutation(({ input }) => clients.order.returns.request.mutate(input, repeatable(input))),
    cancel: procedure('public')
      .input(returns.cancelReturnInput)
      .output(returns.orderReturn)
      .mutation(({ input }) => clients.order.returns.cancel.mutate(input, repeatable(input))),
    addPicture: procedure('public')
      .input(returns.addReturnPictureInput)
      .output(returns.returnPicture)
      .mutation(({ input }) => clients.order.returns.addPicture.mutate(input)),
    picture: procedure('public')
      .input(returns.returnPictureInput)
      .output(returns.returnPicture)
      .query(({ input }) => clients.order.returns.picture.query(input)),
  });
}

/** Returns in the back office. */
export function adminReturnsRouter({ clients }: GatewayServices) {
  const { router, procedure } = createTrpc();
  const { staffReturns } = clients.order;
  const decide = procedure({ permission: 'returns:write' }).output(returns.orderReturn);
  return router({
    list: procedure({ permission: 'orders:read' })
      .input(returns.staffReturnListInput)
      .output(returns.staffReturnList)
      .query(({ input }) => staffReturns.list.query(input)),
    get: procedure({ permission: 'orders:read' })
      .input(returns.returnInput)
      .output(returns.orderReturn)
      .query(({ input }) => staffReturns.get.query(input)),
    ofOrder: procedure({ permission: 'orders:read' })
      .input(returns.orderReturnsInput.pick({ orderId: true }))
      .output(returns.orderReturns)
      .query(({ input }) => clients.order.returns.list.query(input)),
    picture: procedure({ permission: 'orders:read' })
      .input(returns.returnPictureInput.omit({ orderToken: true }))
      .output(returns.returnPicture)
      .query(({ input }) => clients.order.returns.picture.query(input)),
    request: decide.input(returns.requestAnyReturnInput).mutation(({ input }) => staffReturns.request.mutate(input, repeatable(input))),
    approve: decide.input(returns.approveReturnInput).mutation(({ input }) => staffReturns.approve.mutate(input, repeatable(input))),
    reject: decide.input(returns.decideReturnInput).mutation(({ input }) => staffReturns.reject.mutate(input, repeatable(input))),
    replace: decide.input(returns.replaceReturnInput).mutation(({ input }) => staffReturns.replace.mutate(input, repeatable(input))),
    waive: decide.input(returns.waiveReturnInput).mutation(({ input }) => staffReturns.waive.mutate(input, repeatable(input))),
    close: decide.input(returns.decideReturnInput).mutation(({ input }) => staffReturns.close.mutate(input, repeatable(input))),
    receive: procedure({ permission: 'returns:receive' })
      .input(returns.receiveReturnInput)
      .output(returns.orderReturn)
      .mutation(({ input }) => staffReturns.receive.mutate(input, repeatable(input))),
    refund: procedure({ permission: 'orders:refund' })
      .input(returns.refundReturnInput)
      .output(order.refund)
      .mutation(({ input }) => staffReturns.refund.mutate(input, repeatable(input))),
  });
}
