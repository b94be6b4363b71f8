import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { KeptMethod } from './cards.ts';
import type { BalanceTransaction, Charge, Customer, Dispute, Intent, Payout, ProcessorEvent, ProcessorFile, Refund } from './objects.ts';

/** What was answered under an idempotency key. */
interface KeptAnswer {
  readonly id: string;
  readonly fingerprint: string;
  readonly status: number;
  readonly body: unknown;
  readonly at: number;
}

interface Kinds {
  intent: Intent;
  charge: Charge;
  refund: Refund;
  method: KeptMethod;
  customer: Customer;
  dispute: Dispute;
  movement: BalanceTransaction;
  payout: Payout;
  file: ProcessorFile;
  event: ProcessorEvent;
  answer: KeptAnswer;
}

type Kind = keyof Kinds;
const kinds = [
  'intent',
  'charge',
  'refund',
  'method',
  'customer',
  'dispute',
  'movement',
  'payout',
  'file',
  'event',
  'answer',
] as const satisfies readonly Kind[];
const eventsKept = 20_000;

/**
 * All that the processor remembers. Objects are replaced, never changed in place, so that an event may hold one as it was.
 * With a folder each change is a line of its journal before anybody hears of it; the latest line of an id counts.
 */
export interface Books {
  get<K extends Kind>(kind: K, id: string): Kinds[K] | undefined;
  put<K extends Kind>(kind: K, value: Kinds[K]): Kinds[K];
  all<K extends Kind>(kind: K): Iterable<Kinds[K]>;
  /** Forgets an object, as no processor does: for tests of who compares its books with these. */
  drop(kind: Kind, id: string): void;
  close(): void;
}

type Shelves = { [K in Kind]: Map<string, Kinds[K]> };

export function openBooks(folder?: string): Books {
  const shelves: Shelves = {
    intent: new Map(),
    charge: new Map(),
    refund: new Map(),
    method: new Map(),
    customer: new Map(),
    dispute: new Map(),
    movement: new Map(),
    payout: new Map(),
    file: new Map(),
    event: new Map(),
    answer: new Map(),
  };
  const journal = folder === undefined ? undefined : openJournal(folder, shelves);
  return {
    get: (kind, id) => shelves[kind].get(id),
    put(kind, value) {
      const shelf = shelves[kind] as Map<string, typeof value>;
      shelf.set(value.id, value);
      if (kind === 'event' && shelf.size > eventsKept) dropFirst(shelf);
      if (journal !== undefined) writeSync(journal, `${JSON.stringify([kind, value])}\n`);
      return value;
    },
    all: (kind) => shelves[kind].values(),
    drop(kind, id) {
      shelves[kind].delete(id);
      if (journal !== undefined) writeSync(journal, `${JSON.stringify([kind, { id }, 'dropped'])}\n`);
    },
    close() {
      if (journal !== undefined) closeSync(journal);
    },
  };
}

function dropFirst(shelf: Map<string, unknown>): void {
  const first = shelf.keys().next();
  if (!first.done) shelf.delete(first.value);
}

/** Reads what an earlier process wrote, writes it again without what is outdated, and opens it for appending. */
function openJournal(folder: string, shelves: Shelves): number {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'processor.jsonl');
  for (const line of existsSync(path) ? readFileSync(path, 'utf8').split('\n') : []) {
    const entry = parseLine(line);
    if (!entry) continue;
    const [kind, value, dropped] = entry;
    if (dropped) shelves[kind].delete(value.id);
    else (shelves[kind] as Map<string, unknown>).set(value.id, value);
  }
  const dayAgo = Date.now() - 24 * 3_600_000;
  for (const answer of shelves.answer.values()) if (answer.at < dayAgo) shelves.answer.delete(answer.id);
  while (shelves.event.size > eventsKept) dropFirst(shelves.event);
  const lines = kinds.flatMap((kind) => [...shelves[kind].values()].map((value) => `${JSON.stringify([kind, value])}\n`));
  writeFileSync(`${path}.new`, lines.join(''));
  renameSync(`${path}.new`, path);
  return openSync(path, 'a');
}

/** The last line may be torn where the process was killed. */
function parseLine(line: string): [Kind, { id: string }, 'dropped'?] | undefined {
  try {
    return JSON.parse(line) as [Kind, { id: string }, 'dropped'?];
  } catch {
    return undefined;
  }
}
