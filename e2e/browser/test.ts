import { test as base, expect } from '@playwright/test';
import { pageOf, wasLookedAt } from './look.ts';

/** Playwright's test, with a page on which nobody can go anywhere that {@link look} does not see. */
export const test = base.extend({
  page: async ({ page }, use, testInfo) => {
    const visited = new Set<string>();
    page.on('framenavigated', (frame) => {
      if (frame === page.mainFrame() && frame.url().startsWith('http')) visited.add(pageOf(frame.url()));
    });
    await use(page);
    // A test that failed has other things to say.
    if (testInfo.errors.length > 0) return;
    const missed = [...visited].filter((url) => !wasLookedAt(page, url));
    expect(missed, 'pages that were visited and not looked at').toEqual([]);
  },
});
