import { userInfo } from 'node:os';
import { TradewindError } from '@tradewind/contracts/errors';
import type { Command, MessageService } from './command.ts';
import type { Result } from './each-service.ts';

/** What a command has to say: lines for people, and one value for `--json`. */
export interface Told {
  readonly text: string;
  readonly value: unknown;
  /** What could not be asked or done, each a line. */
  readonly troubles: readonly string[];
  readonly failed: boolean;
}

export type Of<Name extends Command['command']> = Extract<Command, { command: Name }>;

/** Who does it, in the record of actions. */
export const actor = `operator:${userInfo().username}`;

export const notParked = 'There is no such parked event: it may have taken effect meanwhile.';

/** Null where it is not parked; other errors are thrown on. */
export function orNull(error: unknown): null {
  if (error instanceof TradewindError && error.code === 'NOT_FOUND') return null;
  throw error;
}

function troubleOf(service: MessageService, error: unknown): string {
  if (error instanceof TradewindError) return `${service}: ${error.message}`;
  const cause = error instanceof AggregateError ? error.errors[0] : error;
  return `${service}: could not be asked: ${cause instanceof Error ? cause.message : String(cause)}`;
}

/** What was found, and in a line each what went wrong. */
export function sorted<Value>(results: readonly Result<Value>[]) {
  const found: { service: MessageService; value: Value }[] = [];
  const troubles: string[] = [];
  for (const result of results) {
    if ('error' in result) troubles.push(troubleOf(result.service, result.error));
    else found.push(result);
  }
  return { found, troubles };
}

const pageSize = 100;

/** Follows cursors until so many items are there, or all. */
export async function pagesOf<Item>(
  limit: number,
  read: (page: { cursor: string | undefined; limit: number }) => Promise<{ items: Item[]; nextCursor: string | null }>,
): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | null | undefined;
  while (cursor !== null && items.length < limit) {
    const page = await read({ cursor, limit: Math.min(pageSize, limit - items.length) });
    items.push(...page.items);
    cursor = page.nextCursor;
  }
  return items;
}
