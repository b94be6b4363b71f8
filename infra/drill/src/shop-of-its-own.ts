import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Platform, startPlatform } from '@tradewind/local/platform';
import { type Profile, split } from './plan/kills.ts';
import { databases, type Places } from './verify/read-books.ts';

export interface OwnShop {
  readonly platform: Platform;
  readonly folder: string;
  readonly api: string;
  readonly places: Places;
}

/** How long an order waits for its payment here, so that what was left unpaid comes to its end while others still buy. */
export const expiryMinutes = 0.75;

/** Starts a shop with data and ports of its own, from nothing. */
export async function startShop(profile: Profile): Promise<OwnShop> {
  const environment = { RATE_LIMIT_SCALE: '0', ORDER_EXPIRY_MINUTES: String(expiryMinutes), SPLIT: split };
  const platform = await startPlatform({ name: 'drill', offset: 11_000, environment, profile });
  const { TRADEWIND_DATA_DIR: folder = '', GATEWAY_URL, SANDBOX_URL = '', MAILBOX_URL = '', POSTGRES_PORT } = platform.environment;
  // The cast: `up` wrote it.
  const { database: password } = JSON.parse(readFileSync(join(folder, 'secrets.json'), 'utf8')) as { database: string };
  const urlOf = (name: string) =>
    `postgres://tradewind_${name}:${encodeURIComponent(password)}@127.0.0.1:${POSTGRES_PORT}/tradewind_${name}`;
  return {
    platform,
    folder,
    api: `${GATEWAY_URL}/api/v1`,
    places: {
      databases: Object.fromEntries(databases.map((name) => [name, urlOf(name)])) as Places['databases'],
      processor: SANDBOX_URL,
      mailbox: MAILBOX_URL,
    },
  };
}
