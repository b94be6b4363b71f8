import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EventDefinition } from '@tradewind/contracts/events';
import { expect, onTestFinished } from 'vitest';
import { z } from 'zod';
import { eventViolations, writeEvents } from './published.ts';

export type Catalogue = Record<string, EventDefinition>;

export const fields = {
  orderId: z.string().regex(/^ord_[a-z]+$/),
  by: z.enum(['customer', 'staff']),
  total: z.object({ amountMinor: z.int().min(1).max(999), currency: z.enum(['EUR', 'USD']) }),
  customerId: z.string().nullable(),
  lines: z.array(z.object({ sku: z.string().max(64), quantity: z.int() })),
  at: z.iso.datetime(),
  note: z.string().optional(),
};

export const completed = { 'order.completed': { topic: 'order.events', data: z.object({ orderId: fields.orderId }) } } as const;

/** Two events, one of them with fields as a case wants them: changed, new, or, where `null`, left out. */
export function catalogueWith(change: Record<string, z.ZodType | null> = {}): Catalogue {
  const shape = Object.entries({ ...fields, ...change }).flatMap(([name, type]) => (type === null ? [] : [[name, type] as const]));
  return { ...completed, 'order.placed': { topic: 'order.events', data: z.object(Object.fromEntries(shape)) } };
}

/** A folder in which a catalogue was published, gone at the end of the test. */
export function publish(catalogue = catalogueWith()): string {
  const folder = mkdtempSync(join(tmpdir(), 'tradewind-events-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'events.sha256'), '');
  expect(writeEvents(folder, catalogue)).toBe('');
  expect(eventViolations(folder, catalogue)).toBe('');
  return folder;
}
