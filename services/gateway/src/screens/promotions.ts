import { promotion } from '@tradewind/contracts/schemas';
import { createTrpc } from '@tradewind/service';
import type { GatewayServices } from '../services.ts';

/** Promotions and the groups of customers that they are for. */
export function adminPromotionsRouter({ clients }: GatewayServices) {
  const { router, procedure } = createTrpc();
  return router({
    list: procedure({ permission: 'promotions:read' })
      .input(promotion.promotionListInput)
      .output(promotion.promotionList)
      .query(({ input }) => clients.order.promotion.list.query(input)),
    get: procedure({ permission: 'promotions:read' })
      .input(promotion.promotionInput)
      .output(promotion.promotion)
      .query(({ input }) => clients.order.promotion.get.query(input)),
    create: procedure({ permission: 'promotions:write' })
      .input(promotion.createPromotionInput)
      .output(promotion.promotion)
      .mutation(({ input }) => clients.order.promotion.create.mutate(input)),
    update: procedure({ permission: 'promotions:write' })
      .input(promotion.updatePromotionInput)
      .output(promotion.promotion)
      .mutation(({ input }) => clients.order.promotion.update.mutate(input)),
    groups: procedure({ permission: 'promotions:read' })
      .output(promotion.customerGroupList)
      .query(() => clients.order.promotion.groups.query()),
    createGroup: procedure({ permission: 'promotions:write' })
      .input(promotion.createCustomerGroupInput)
      .output(promotion.customerGroup)
      .mutation(({ input }) => clients.order.promotion.createGroup.mutate(input)),
    updateGroup: procedure({ permission: 'promotions:write' })
      .input(promotion.updateCustomerGroupInput)
      .output(promotion.customerGroup)
      .mutation(({ input }) => clients.order.promotion.updateGroup.mutate(input)),
  });
}
