import type { EventOf, EventType } from '@tradewind/contracts/events';
import type { ServiceName } from '@tradewind/contracts/permissions';
import { type Consumer, listDeadLetters, openBus, startConsumers } from '@tradewind/messaging';
import { createLogger, type Database } from '@tradewind/service';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createDatabase } from '../create-database.ts';
import { eventually } from '../eventually.ts';
import { recordedEvents } from './recorded-events.ts';

/** What an event does: something that can be read, how it is before, and what it becomes. */
export interface Effect {
  read(): Promise<unknown>;
  readonly from: unknown;
  readonly becomes: unknown;
}

/** A service's parts over databases of their own. */
export interface ReplayKit {
  readonly db: Database;
  close(): Promise<void>;
}

/** For each event that a service hears: makes the state that the event finds, and says what it does to it. */
export type ReplayCases<Kit> = { readonly [Type in EventType]?: (kit: Kit, event: EventOf<Type>) => Promise<Effect> };

/**
 * Tests that have every recorded event of every version heard by a service's consumers, through a bus of their own, and look at
 * what it does. A consumer without a case fails.
 */
export function replayRecordedEvents<Kit extends ReplayKit>(options: {
  service: ServiceName;
  open(): Promise<Kit>;
  consumers(kit: Kit): readonly Consumer[];
  cases: ReplayCases<Kit>;
}): void {
  const { service, cases } = options;
  const log = createLogger({ service: 'test', level: 'silent' });

  async function openKit(): Promise<Kit> {
    const kit = await options.open();
    onTestFinished(() => kit.close());
    return kit;
  }

  async function openConsumers(kit: Kit) {
    const events = await createDatabase('events');
    const bus = await openBus({ service, eventsDatabaseUrl: events.url, log });
    const running = await startConsumers({ bus, db: kit.db, service, consumers: options.consumers(kit), log });
    onTestFinished(async () => {
      await running.close();
      await bus.close();
      await events.drop();
    });
    return bus;
  }

  describe('events of earlier versions', () => {
    it('have a case each that is heard', async () => {
      const heard = options.consumers(await openKit()).map(({ type }) => type);
      expect(Object.keys(cases).sort()).toEqual([...heard].sort());
    });

    it.each(recordedEvents().filter(({ event }) => event.type in cases))('take effect: $name', async ({ raw, event }) => {
      const kit = await openKit();
      // The cast: each type has the case of its own events.
      const given = cases[event.type] as ((kit: Kit, event: EventOf<EventType>) => Promise<Effect>) | undefined;
      if (!given) throw new Error(`${event.type} has no case`);
      const { read, from, becomes } = await given(kit, event);
      expect(await read()).toEqual(from);
      const bus = await openConsumers(kit);
      await bus.publish([raw]);
      await eventually(async () => {
        expect(await kit.db.rows('SELECT FROM messaging.inbox WHERE event_id = $1', [raw.id])).toHaveLength(1);
      });
      expect(await listDeadLetters(kit.db, { limit: 1 })).toMatchObject({ items: [] });
      await eventually(async () => expect(await read()).toEqual(becomes));
    });
  });
}
