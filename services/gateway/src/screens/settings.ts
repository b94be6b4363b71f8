import { settings } from '@tradewind/contracts/schemas';
import { createTrpc } from '@tradewind/service';
import type { GatewayServices } from '../services.ts';

/** What shoppers may know of how the shop is set up. */
export function storeRouter({ clients }: GatewayServices) {
  const { router, procedure } = createTrpc();
  return router({
    settings: procedure('public')
      .output(settings.shopSettings)
      .query(() => clients.order.settings.shop.query()),
  });
}

/** How the shop is set up, for staff. */
export function adminSettingsRouter({ clients }: GatewayServices) {
  const { router, procedure } = createTrpc();
  return router({
    get: procedure({ permission: 'settings:read' })
      .output(settings.settings)
      .query(() => clients.order.settings.get.query()),
    update: procedure({ permission: 'settings:write' })
      .input(settings.updateSettingsInput)
      .output(settings.settings)
      .mutation(({ input }) => clients.order.settings.update.mutate(input)),
    changes: procedure({ permission: 'settings:read' })
      .input(settings.settingsChangeListInput)
      .output(settings.settingsChangeList)
      .query(({ input }) => clients.order.settings.changes.query(input)),
  });
}
