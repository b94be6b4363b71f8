import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const desktop = { width: 1280, height: 720 };
export const phone = { width: 390, height: 844 };

/**
 * Whoever opens a page may see it like this; the tests go on in the first of them. What a page is made of changes with its width, and
 * in the other light only its colours do.
 */
const views = [
  { name: 'a desktop in the light', viewport: desktop, colorScheme: 'light', judged: 'all' },
  { name: 'a desktop in the dark', viewport: desktop, colorScheme: 'dark', judged: 'colours' },
  { name: 'a phone in the dark', viewport: phone, colorScheme: 'dark', judged: 'all' },
  { name: 'a phone in the light', viewport: phone, colorScheme: 'light', judged: 'colours' },
] as const;

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const colourRules = ['color-contrast', 'link-in-text-block'];

const lookedAt = new WeakMap<Page, Set<string>>();

/** A page's address without what only chooses among its contents. */
export function pageOf(url: string): string {
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname}`;
}

export function wasLookedAt(page: Page, url: string): boolean {
  return lookedAt.get(page)?.has(pageOf(url)) ?? false;
}

/** What is asked of the page's root element; this program knows no DOM. */
interface Root {
  readonly scrollWidth: number;
  readonly ownerDocument: { readonly defaultView: { requestAnimationFrame(callback: () => void): void } };
}

async function show(page: Page, { viewport, colorScheme }: (typeof views)[number]): Promise<void> {
  const root = page.locator('html');
  await page.setViewportSize(viewport);
  // Less motion is asked for: all that fades or slides has come to rest within two frames, and a message that leaves meanwhile is there or
  // gone, and never half seen.
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await expect(root).toContainClass(colorScheme);
  await root.evaluate(({ ownerDocument: { defaultView: window } }: Root) => {
    const frame = () => new Promise<void>((resolve) => window.requestAnimationFrame(resolve));
    return frame().then(frame);
  });
}

/**
 * Axe finds nothing on the page as it is now, frames of others included, whether it is seen light or dark, on a desktop or on a phone;
 * and nothing makes a phone scroll sideways (WCAG 2.2, 1.4.10).
 */
export async function look(page: Page): Promise<void> {
  for (const view of views) {
    await show(page, view);
    // The legacy mode is twice as fast, and leaves out only what frames of another origin hold.
    const axe = new AxeBuilder({ page }).setLegacyMode(page.frames().length === 1);
    const { violations } = await (view.judged === 'all' ? axe.withTags(tags) : axe.withRules(colourRules)).analyze();
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
    expect.soft(found, `${page.url()} on ${view.name}`).toEqual([]);
    const width = await page.locator('html').evaluate((html: Root) => html.scrollWidth);
    expect.soft(width, `the width of ${page.url()} on ${view.name}`).toBeLessThanOrEqual(view.viewport.width);
  }
  await show(page, views[0]);
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  const seen = lookedAt.get(page) ?? new Set();
  lookedAt.set(page, seen.add(pageOf(page.url())));
}
