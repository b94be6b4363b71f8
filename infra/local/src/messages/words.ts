import type { messages } from '@tradewind/contracts/schemas';
import type { MessageService } from './command.ts';
import { table } from './table.ts';

export type Letter = messages.DeadLetter & { readonly service: MessageService };
export type Act = messages.Action & { readonly service: MessageService };

export const plural = (count: number, one: string, many = `${one}s`) => `${count.toLocaleString('en')} ${count === 1 ? one : many}`;

/** To the second, in UTC. */
const time = (iso: string) => iso.replace(/\.\d+Z$/, 'Z');

export function lettersText(letters: readonly Letter[], total: number, width: number): string {
  if (letters.length === 0) return 'Nothing is parked.';
  const rows = letters.map((letter) => [
    letter.service,
    letter.state,
    letter.type,
    letter.aggregateId,
    letter.eventId,
    String(letter.attempts),
    time(letter.parkedAt),
    letter.error ?? '',
  ]);
  const header = ['SERVICE', 'STATE', 'TYPE', 'AGGREGATE', 'EVENT', 'ATTEMPTS', 'PARKED', 'ERROR'];
  const more = total > letters.length ? `, of which the first ${letters.length} are shown: --limit` : '';
  return `${table(header, rows, width)}\n${plural(total, 'event')}${more}`;
}

const stateWords = {
  waiting: () => 'waits for somebody to replay or discard it',
  retrying: ({ retryAt }) => `is tried again by itself at ${time(retryAt ?? '')}`,
  behind: ({ first }) => `waits behind ${first?.eventId} (${first?.type})`,
} as const satisfies Record<messages.ParkedState, (letter: messages.DeadLetterDetail) => string>;

export function detailText(letter: messages.DeadLetterDetail & { readonly service: MessageService }): string {
  const { behind } = letter;
  const others = behind.total > behind.next.length ? ` and ${behind.total - behind.next.length} more` : '';
  const facts: [string, string][] = [
    ['event', letter.eventId],
    ['service', letter.service],
    ['type', letter.type],
    ['aggregate', letter.aggregateId],
    ['state', stateWords[letter.state](letter)],
    ['error', letter.error ?? 'none of its own'],
    ['attempts', letter.attempts + (letter.triedAt ? `, the last at ${time(letter.triedAt)}` : '')],
    ['parked', time(letter.parkedAt)],
    ['trace', letter.traceId ?? 'none'],
    ['behind it', behind.total === 0 ? 'nothing' : `${behind.next.map(({ eventId, type }) => `${eventId} (${type})`).join(', ')}${others}`],
  ];
  return `${facts.map(([name, text]) => `${name.padEnd(11)}${text}`).join('\n')}\n\n${JSON.stringify(letter.event, null, 2)}`;
}

function actText(act: Act): string {
  switch (act.action) {
    case 'replay':
      return plural(act.detail.events, 'event');
    case 'discard':
      return `${act.detail.type}: ${act.detail.reason}`;
    case 'replay_span': {
      const { from, to, parked, known, again } = act.detail;
      return `${time(from)} to ${time(to)}: ${parked} parked, ${known} known${again ? ', again' : ''}`;
    }
  }
}

export function actionsText(acts: readonly Act[], width: number): string {
  if (acts.length === 0) return 'Nobody has done anything.';
  const rows = acts.map((act) => [time(act.at), act.service, act.actor, act.action.replace('_', '-'), act.target, actText(act)]);
  return table(['WHEN', 'SERVICE', 'WHO', 'ACTION', 'TARGET', 'WHAT'], rows, width);
}
