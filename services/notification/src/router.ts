import { notification as schemas } from '@tradewind/contracts/schemas';
import { createMessagesRouter, type MessagesContext } from '@tradewind/messaging';
import { createTrpc } from '@tradewind/service';
import { listMessages } from './message/list-messages.ts';
import type { Services } from './services.ts';

const trpc = createTrpc();
const { router, procedure } = trpc;

export function createNotificationRouter(services: Pick<Services, 'prisma'>, messages: MessagesContext) {
  const staff = router({
    messages: procedure({ permission: 'notifications:read' })
      .input(schemas.messageListInput)
      .output(schemas.messageList)
      .query(({ input }) => listMessages(services, input)),
  });
  return router({ staff, messages: createMessagesRouter(trpc, messages) });
}
