import { type Database, purgeIdempotencyKeys } from '@tradewind/service';
import type { EventBus } from '../bus/event-bus.ts';
import { sweepInbox, sweepOutbox } from '../sweep.ts';
import type { JobWork } from './job-work.ts';
import { type RowSweeps, sweepRows } from './sweeping.ts';

/**
 * Deletes what is past its time of what every service carries, and of what a service has beside that. The log belongs to all:
 * whoever comes first sweeps it.
 */
export function retentionJob({ db, bus }: { db: Database; bus: Pick<EventBus, 'sweep'> }, own: RowSweeps): JobWork<unknown> {
  return {
    everyMs: 600_000,
    handle: () =>
      sweepRows({
        outbox: (limit) => sweepOutbox(db, limit),
        inbox: (limit) => sweepInbox(db, limit),
        idempotencyKeys: (limit) => purgeIdempotencyKeys(db, limit),
        log: (limit) => bus.sweep(limit),
        ...own,
      }),
  };
}
