import type { ServiceName } from '@tradewind/contracts/permissions';
import { messages } from '@tradewind/contracts/schemas';
import { actorLabel, type Call, type createTrpc, type Database } from '@tradewind/service';
import type { EventBus } from './bus/event-bus.ts';
import type { Jobs } from './jobs/open-jobs.ts';
import { discardDeadLetter } from './operations/discard-dead-letter.ts';
import { listActions } from './operations/list-actions.ts';
import { listDeadLetters } from './operations/list-dead-letters.ts';
import { readDeadLetter } from './operations/read-dead-letter.ts';
import { readOverview } from './operations/read-overview.ts';
import { replayDeadLetters } from './operations/replay-dead-letters.ts';
import { replaySpan } from './operations/replay-span.ts';

/** What {@link createMessagesRouter} works with; `openMessaging` gives it. */
export interface MessagesContext {
  readonly service: ServiceName;
  readonly db: Database;
  readonly bus: Pick<EventBus, 'read' | 'keptSince' | 'lag'>;
  readonly jobs: Pick<Jobs, 'figures'>;
}

/** How a service's messages stand, and what an administrator does about them: mounted as `messages` in each service's router. */
export function createMessagesRouter(
  { router, procedure }: Pick<ReturnType<typeof createTrpc>, 'router' | 'procedure'>,
  ctx: MessagesContext,
) {
  const { db, bus } = ctx;
  const read = procedure({ permission: 'system:read' });
  const write = procedure({ permission: 'system:write' });
  const by = ({ actor }: Call) => ({ db, bus, actor: actorLabel(actor) });
  return router({
    overview: read.output(messages.overview).query(() => readOverview(ctx)),
    deadLetters: read
      .input(messages.deadLetterListInput)
      .output(messages.deadLetterList)
      .query(({ input }) => listDeadLetters(db, input)),
    deadLetter: read
      .input(messages.deadLetterInput)
      .output(messages.deadLetterDetail)
      .query(({ input }) => readDeadLetter(db, input.eventId)),
    replay: write
      .input(messages.replayInput)
      .output(messages.replayed)
      .mutation(({ ctx: call, input }) => replayDeadLetters(by(call), input)),
    discard: write
      .input(messages.discardInput)
      .output(messages.discarded)
      .mutation(({ ctx: call, input }) => discardDeadLetter(by(call), input)),
    replaySpan: write
      .input(messages.replaySpanInput)
      .output(messages.replayedSpan)
      .mutation(({ ctx: call, input }) => replaySpan(by(call), input)),
    actions: read
      .input(messages.actionListInput)
      .output(messages.actionList)
      .query(({ input }) => listActions(db, input)),
  });
}
