import { describe, expect, it } from 'vitest';
import { commandFrom, UsageError } from './command.ts';

const event = '019ab2c4-0000-7000-8000-000000000001';

/** The words of a shell's line. */
const words = (line: string) => line.split(' ').filter(Boolean);

describe('the command line', () => {
  it.each([
    ['list', { command: 'list', json: false, limit: 50 }],
    [
      'list --service order --state waiting --type order.placed --limit 7 --json',
      { service: 'order', state: 'waiting', type: 'order.placed', limit: 7, json: true },
    ],
    [`show ${event}`, { command: 'show', event }],
    [`replay ${event} --wait`, { event, all: false, wait: true }],
    ['replay --all --service product', { all: true, service: 'product' }],
    ['replay --aggregate ord_1', { aggregate: 'ord_1', all: false }],
    [`discard ${event} --reason mended`, { event, reason: 'mended' }],
    [
      'replay-span --service product --from 2026-11-25T10:00:00+01:00 --types order.confirmed,order.cancelled --again',
      { from: '2026-11-25T09:00:00.000Z', types: ['order.confirmed', 'order.cancelled'], again: true, wait: false },
    ],
    ['actions --limit 3', { command: 'actions', limit: 3 }],
  ])('%s', (line, command) => {
    expect(commandFrom(words(line))).toMatchObject(command);
  });

  it.each([
    ['', 'usage: pnpm messages COMMAND'],
    ['remove', 'There is no remove.'],
    ['list --colour red', "Unknown option '--colour'"],
    ['list --service gateway', '--service is one of user, product, order, payment, notification'],
    ['list --state lost', '--state is one of waiting, retrying, behind'],
    ['list --type order.imagined', '--type'],
    ['list --limit 0', '--limit is less than 1'],
    ['list --limit many', '--limit is not a number'],
    ['list ord_1', 'there is no place for ord_1'],
    ['show', 'EVENT_ID is missing'],
    ['show evt_1', 'EVENT_ID is not the id of an event'],
    [`show ${event} ${event}`, `there is no place for ${event}`],
    ['replay', 'Say one of EVENT_ID, --aggregate and --all.'],
    [`replay ${event} --all`, 'Say one of EVENT_ID, --aggregate and --all.'],
    [`discard ${event}`, '--reason is missing'],
    [`discard ${event} --reason no`, '--reason'],
    ['replay-span --from 2026-11-25T09:00:00Z', '--service is missing'],
    ['replay-span --service order', '--from is missing'],
    ['replay-span --service order --from yesterday', '--from is not a time such as 2026-11-25T09:00:00Z'],
    ['replay-span --service order --from 2026-11-25T09:00:00Z --types order.placed,order.imagined', '--types'],
  ])('refuses “%s” and names what is wrong', (line, told) => {
    expect(() => commandFrom(words(line))).toThrow(UsageError);
    expect(() => commandFrom(words(line))).toThrow(told);
    expect(() => commandFrom(words(line))).toThrow('usage: pnpm messages');
  });
});
