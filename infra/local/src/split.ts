import { SetupError } from '@tradewind/backends';
import { type ServiceName, serviceNames } from '@tradewind/contracts/permissions';
import { type Work, works } from '@tradewind/messaging';
import type { Settings } from './settings.ts';

/** The gateway tells no events and works on no jobs. */
type Divisible = Exclude<ServiceName, 'gateway'>;

const divisible: readonly Divisible[] = serviceNames.filter((name) => name !== 'gateway');

/** A part of a service's work that a process of its own does. */
export interface Split {
  readonly service: Divisible;
  readonly work: Work;
  /** Where it answers for its health. */
  readonly port: number;
}

/**
 * Reads `SPLIT`, such as `order:relay,notification:jobs`. The first part listens on `SPLIT_PORT`, the others on the ports that follow.
 * @throws SetupError naming what is not understood
 */
export function splitsFrom({ environment, ports }: Pick<Settings, 'environment' | 'ports'>): Split[] {
  const entries = (environment.SPLIT ?? '').split(',').flatMap((entry) => entry.trim() || []);
  if (new Set(entries).size < entries.length) throw new SetupError('SPLIT names a part twice.');
  return entries.map((entry, index) => {
    const [service, work, ...rest] = entry.split(':');
    const known = divisible.find((name) => name === service);
    const part = works.find((name) => name === work);
    if (known === undefined || part === undefined || rest.length > 0)
      throw new SetupError(
        `SPLIT does not understand ${entry}: it is SERVICE:WORK with one of ${divisible.join(', ')} and of ${works.join(', ')}, such as order:relay.`,
      );
    return { service: known, work: part, port: ports.SPLIT_PORT + index };
  });
}
