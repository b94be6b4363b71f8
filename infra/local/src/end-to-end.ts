import { findBrowser } from './browser.ts';
import { startPlatform } from './platform.ts';
import { addTallies, browserSuite, type Tally, vitestSuite } from './suite.ts';

/** Starts a shop of its own and lets the tests of the whole loose on it: first through REST and tRPC, then in a browser. */
export async function endToEnd(only?: 'platform' | 'browser', args: readonly string[] = []): Promise<Tally> {
  const browser = only === 'platform' ? undefined : await findBrowser();
  const platform = await startPlatform({ name: 'e2e', offset: 4_000, environment: { RATE_LIMIT_SCALE: '0' } });
  try {
    const environment = { ...platform.environment, ...(browser ? { CHROMIUM_PATH: browser } : {}) };
    let tally: Tally = { passed: 0, failed: 0, skipped: 0 };
    if (only !== 'platform') tally = addTallies(tally, await browserSuite(args, environment));
    if (only !== 'browser')
      tally = addTallies(tally, await vitestSuite('platform', ['--config', 'e2e/vitest.config.ts', ...args], environment));
    return tally;
  } finally {
    await platform.stop();
  }
}
