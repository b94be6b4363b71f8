import { notification as schemas } from '@tradewind/contracts/schemas';
import { createTrpc } from '@tradewind/service';
import { listMessages } from './message/list-messages.ts';
import type { Services } from './services.ts';

const { router, procedure } = createTrpc();

export function createNotificationRouter(services: Pick<Services, 'prisma'>) {
  const staff = router({
    messages: procedure({ permission: 'notifications:read' })
      .input(schemas.messageListInput)
      .output(schemas.messageList)
      .query(({ input }) => listMessages(services, input)),
  });
  return router({ staff });
}
