import { drafts, order, primitives } from '@tradewind/contracts/schemas';
import { createTrpc } from '@tradewind/service';
import type { GatewayServices } from '../services.ts';
import { repeatable } from './orders.ts';

/** Orders that staff put together. */
export function adminDraftsRouter({ clients }: GatewayServices) {
  const { router, procedure } = createTrpc();
  const look = procedure({ permission: 'orders:read' });
  const write = procedure({ permission: 'orders:write' });
  return router({
    list: look
      .input(drafts.draftListInput)
      .output(drafts.draftList)
      .query(({ input }) => clients.order.drafts.list.query(input)),
    get: look
      .input(drafts.draftInput)
      .output(drafts.draft)
      .query(({ input }) => clients.order.drafts.get.query(input)),
    preview: write
      .input(drafts.draftContent)
      .output(drafts.draftPricing)
      .mutation(({ input }) => clients.order.drafts.preview.mutate(input)),
    create: write
      .input(drafts.createDraftInput)
      .output(drafts.draft)
      .mutation(({ input }) => clients.order.drafts.create.mutate(input, repeatable(input))),
    update: write
      .input(drafts.updateDraftInput)
      .output(drafts.draft)
      .mutation(({ input }) => clients.order.drafts.update.mutate(input)),
    discard: write
      .input(drafts.discardDraftInput)
      .output(primitives.empty)
      .mutation(({ input }) => clients.order.drafts.discard.mutate(input)),
    send: write
      .input(drafts.sendDraftInput)
      .output(order.order)
      .mutation(({ input }) => clients.order.drafts.send.mutate(input, repeatable(input))),
  });
}
