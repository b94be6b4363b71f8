import { parseArgs } from 'node:util';
import { type Profile, profiles } from './plan/kills.ts';

export interface Options {
  /** Decides who is ended when, and what the shoppers do. */
  readonly seed: number;
  readonly checkouts: number;
  readonly kills: number;
  /** The processor misbehaves; then nothing is ended, unless a number of kills is given. */
  readonly processor: boolean;
  /** Shoppers a second. */
  readonly rate: number;
  readonly profile: Profile;
  /** Only tells what would be done. */
  readonly planOnly: boolean;
  /** Breaks every step of every purchase, one at a time, instead of ending processes under load. */
  readonly saga: boolean;
  /** Of the steps, those whose service and name have this in them. */
  readonly only: string | undefined;
}

const usage = `usage: npm run drill -- [--checkouts 2000] [--kills 20] [--rate 5 | --seconds S] [--seed N] [--profile embedded|full] [--plan-only]
       npm run drill -- --processor [--checkouts 2000] [--kills 0] [--rate 5 | --seconds S] [--seed N] [--profile embedded|full]
       npm run drill -- --saga [--only "order: answer checkout.place"]`;

/** Somebody asked for what cannot be done; the message says what and how to ask. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

function positive(name: string, text: string | undefined, fallback: number): number {
  const value = Number(text ?? fallback);
  if (!(value > 0 && Number.isFinite(value))) throw new UsageError(`--${name} is not a positive number: ${text}\n${usage}`);
  return value;
}

function whole(name: string, text: string | undefined, fallback: number): number {
  const value = Number(text ?? fallback);
  if (!Number.isSafeInteger(value) || value < 0) throw new UsageError(`--${name} is not a whole number: ${text}\n${usage}`);
  return value;
}

/**
 * Reads the command line. A seed that is not given is made up, to be printed.
 * @throws UsageError naming what cannot be used
 */
export function optionsFrom(args: readonly string[]): Options {
  const text = { type: 'string' } as const;
  let values: { [name in 'checkouts' | 'kills' | 'rate' | 'seconds' | 'seed' | 'profile' | 'only']?: string } & {
    'plan-only'?: boolean;
    processor?: boolean;
    saga?: boolean;
  };
  try {
    const options = {
      checkouts: text,
      kills: text,
      rate: text,
      seconds: text,
      seed: text,
      profile: text,
      only: text,
      'plan-only': { type: 'boolean' },
      processor: { type: 'boolean' },
      saga: { type: 'boolean' },
    } as const;
    ({ values } = parseArgs({ args: [...args], options }));
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
  }
  const profile = profiles.find((name) => name === (values.profile ?? 'embedded'));
  if (!profile) throw new UsageError(`There is no profile ${values.profile}; there are: ${profiles.join(', ')}.\n${usage}`);
  if (values.rate !== undefined && values.seconds !== undefined) throw new UsageError(`--rate and --seconds say the same.\n${usage}`);
  if (values.only !== undefined && values.saga !== true) throw new UsageError(`--only is for --saga.\n${usage}`);
  const checkouts = whole('checkouts', values.checkouts, 2_000);
  if (checkouts === 0) throw new UsageError(`--checkouts is one at least.\n${usage}`);
  return {
    seed: whole('seed', values.seed, Math.floor(Math.random() * 1_000_000)),
    checkouts,
    kills: whole('kills', values.kills, values.processor ? 0 : 20),
    processor: values.processor === true,
    rate: values.seconds === undefined ? positive('rate', values.rate, 5) : checkouts / positive('seconds', values.seconds, 1),
    profile,
    planOnly: values['plan-only'] === true,
    saga: values.saga === true,
    only: values.only,
  };
}
