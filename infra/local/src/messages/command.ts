import { parseArgs } from 'node:util';
import { messages } from '@tradewind/contracts/schemas';
import { z } from 'zod';
import { databaseNames } from '../settings.ts';
import { type CommandName, help, usages } from './usage.ts';

/** Somebody asked for what cannot be done; the message names the argument. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Whoever has messages; the event log's database has none. */
export const messageServices = databaseNames.filter((name) => name !== 'events');
export type MessageService = (typeof messageServices)[number];

const service = z.enum(messageServices, { error: `is one of ${messageServices.join(', ')}` });
const state = z.enum(messages.parkedState.options, { error: `is one of ${messages.parkedState.options.join(', ')}` });
const instant = z.iso
  .datetime({ offset: true, error: 'is not a time such as 2026-11-25T09:00:00Z' })
  .transform((text) => new Date(text).toISOString());
const limit = z.coerce
  .number({ error: 'is not a number' })
  .int('is not a whole number')
  .min(1, 'is less than 1')
  .max(10_000, 'is more than 10,000')
  .default(50);
const eventId = z.uuid('is not the id of an event');
const flag = z.boolean().default(false);

const shown = { service: service.optional(), json: flag };
const types = z
  .string()
  .transform((text) => text.split(',').map((type) => type.trim()))
  .pipe(messages.replaySpanInput.shape.types.unwrap());

const schemas = {
  list: z.object({
    ...shown,
    state: state.optional(),
    type: messages.deadLetterListInput.shape.type,
    aggregate: messages.deadLetterListInput.shape.aggregateId,
    limit,
  }),
  show: z.object({ ...shown, event: eventId }),
  replay: z.object({
    ...shown,
    event: eventId.optional(),
    aggregate: messages.deadLetterListInput.shape.aggregateId,
    all: flag,
    wait: flag,
  }),
  discard: z.object({ ...shown, event: eventId, reason: messages.discardInput.shape.reason }),
  'replay-span': z.object({ ...shown, service, from: instant, to: instant.optional(), types: types.optional(), again: flag, wait: flag }),
  actions: z.object({ ...shown, limit }),
} as const satisfies Record<CommandName, z.ZodObject>;

export type Command = { [Key in CommandName]: { readonly command: Key } & z.output<(typeof schemas)[Key]> }[CommandName];

const flags: readonly string[] = ['json', 'all', 'wait', 'again'];

function valuesOf(name: CommandName, args: readonly string[]): Record<string, unknown> {
  const names = Object.keys(schemas[name].shape).filter((key) => key !== 'event');
  const options = Object.fromEntries(names.map((key) => [key, { type: flags.includes(key) ? 'boolean' : 'string' } as const]));
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  const [event, extra] = 'event' in schemas[name].shape ? positionals : [undefined, ...positionals];
  if (extra !== undefined) throw new Error(`there is no place for ${extra}`);
  return { ...values, event };
}

const shownName = (path: PropertyKey | undefined) => (path === 'event' ? 'EVENT_ID' : `--${String(path)}`);

/** @throws UsageError naming the argument that cannot be used */
export function commandFrom(args: readonly string[]): Command {
  const [name, ...rest] = args;
  if (name === undefined || !(name in schemas)) throw new UsageError(name === undefined ? help : `There is no ${name}.\n\n${help}`);
  // The cast: it is one of the names.
  const command = name as CommandName;
  const wrong = (text: string) => new UsageError(`${text}\nusage: pnpm messages ${usages[command].usage}`);
  let values: Record<string, unknown>;
  try {
    values = valuesOf(command, rest);
  } catch (error) {
    throw wrong(error instanceof Error ? error.message : String(error));
  }
  const parsed = schemas[command].safeParse(values);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const key = issue?.path[0];
    const isMissing = key !== undefined && values[String(key)] === undefined;
    throw wrong(`${shownName(key)} ${isMissing ? 'is missing' : issue?.message}`);
  }
  // The cast: the schema was chosen by the name.
  const result = { command, ...parsed.data } as Command;
  if (result.command === 'replay' && [result.event, result.aggregate, result.all || undefined].filter(Boolean).length !== 1) {
    throw wrong('Say one of EVENT_ID, --aggregate and --all.');
  }
  return result;
}
