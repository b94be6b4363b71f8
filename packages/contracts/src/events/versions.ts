import type { z } from 'zod';

export const topics = [
  'user.events',
  'product.events',
  'inventory.events',
  'order.events',
  'payment.events',
  'notification.events',
] as const;

export type Topic = (typeof topics)[number];

/** What a version of an event carried that is no longer written, and how it becomes what the next version carries. */
export interface EarlierVersion {
  readonly data: z.ZodType;
  /** Checks data of this version first. What comes out is checked by the next version. */
  readonly upcast: (data: unknown) => unknown;
}

/** An event of the catalogue. Its version is not written down: it is one more than the earlier ones that are kept. */
export interface EventDefinition {
  readonly topic: Topic;
  readonly data: z.ZodType;
  /** From version 1 on, none left out: stored events have them. */
  readonly earlier?: readonly EarlierVersion[];
}

/** Keeps a version that is no longer written. `upcast` is pure, and knows nothing but the data. */
export function earlier<Data extends z.ZodType>(data: Data, upcast: (data: z.output<Data>) => unknown): EarlierVersion {
  return { data, upcast: (value) => upcast(data.parse(value)) };
}

/** The version that is written today. */
export function versionOf({ earlier = [] }: EventDefinition): number {
  return earlier.length + 1;
}

/**
 * Data of any version in today's shape.
 * @throws ZodError when it does not fit its version; Error when the version is newer than this process: it is parked then, and
 * goes on after the upgrade.
 */
export function toToday(definition: EventDefinition, event: { type: string; version: number; data: unknown }): unknown {
  const today = versionOf(definition);
  if (event.version > today) {
    throw new Error(
      `${event.type} came in version ${event.version}, of which this process knows ${today} at most: upgrade it, then replay`,
    );
  }
  const passed = (definition.earlier ?? []).slice(event.version - 1);
  return definition.data.parse(passed.reduce((data, { upcast }) => upcast(data), event.data));
}
