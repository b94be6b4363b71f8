import type { Tone } from '@tradewind/ui/badge';
import type { DeadLetter, MessageService, ServiceState } from '#gateway/procedures.ts';

interface Words {
  readonly label: string;
  readonly tone: Tone;
}

export const serviceNames = {
  gateway: 'Gateway',
  user: 'User',
  product: 'Product',
  order: 'Order',
  payment: 'Payment',
  notification: 'Notification',
} as const satisfies Record<ServiceState['service'], string>;

const { gateway: _, ...withMessages } = serviceNames;
export const messageServiceNames: Readonly<Record<MessageService, string>> = withMessages;
// The cast: the keys of such a record are its names.
export const messageServices = Object.keys(messageServiceNames) as MessageService[];

/** The way back from the pages under the system's. */
export const systemCrumbs = [{ label: 'System', href: '/system' }];

export const statusWords: Readonly<Record<ServiceState['status'], Words>> = {
  ready: { label: 'Ready', tone: 'success' },
  not_ready: { label: 'Not ready', tone: 'danger' },
  away: { label: 'No answer', tone: 'danger' },
};

export const stateWords: Readonly<Record<DeadLetter['state'], Words>> = {
  waiting: { label: 'Needs attention', tone: 'danger' },
  retrying: { label: 'Retrying', tone: 'warning' },
  behind: { label: 'Waits behind', tone: 'neutral' },
};

export const stateLabels: Readonly<Record<DeadLetter['state'], string>> = {
  waiting: stateWords.waiting.label,
  retrying: stateWords.retrying.label,
  behind: stateWords.behind.label,
};

export function count(number: number, one: string, many = `${one}s`): string {
  return `${number.toLocaleString('en')} ${number === 1 ? one : many}`;
}

/** "Order", "Order and User", "Order, User and Payment". */
export function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}

/** "refundSettled" is "refund settled". */
export function spoken(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** How long ago, in the largest unit that fits. */
export function age(at: string, now: number = Date.now()): string {
  const seconds = Math.max(0, Math.round((now - Date.parse(at)) / 1_000));
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3_600)} h`;
  return count(Math.floor(seconds / 86_400), 'day');
}
