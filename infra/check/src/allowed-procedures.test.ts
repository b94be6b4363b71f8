import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const apps = join(import.meta.dirname, '../../../apps');

const namesIn = (text: string, pattern: RegExp) => new Set([...text.matchAll(pattern)].map(([, name = '']) => name));

/** What an app's code calls by name, as a query or as a mutation. */
function calledBy(app: string, verb: 'query' | 'mutate'): Set<string> {
  const files = globSync(`${app}/src/**/*.{ts,tsx}`, { cwd: apps }).filter((file) => !/(\.test\.tsx?|allowed\.ts)$/.test(file));
  const text = files.map((file) => readFileSync(join(apps, file), 'utf8')).join('\n');
  return namesIn(text, new RegExp(`\\b${verb}\\(\\s*'([\\w.]+)'`, 'g'));
}

/** What its proxy lets through. */
function allowedIn(app: string, method: 'GET' | 'POST'): Set<string> {
  const [file = ''] = globSync(`${app}/src/*/allowed.ts`, { cwd: apps });
  const [, list = ''] = new RegExp(`${method}: new Set<string>\\(\\[([^\\]]*)`).exec(readFileSync(join(apps, file), 'utf8')) ?? [];
  return namesIn(list, /'([\w.]+)'/g);
}

it.each(
  ['admin', 'storefront'].flatMap((app) => [
    { app, verb: 'query', method: 'GET' } as const,
    { app, verb: 'mutate', method: 'POST' } as const,
  ]),
)('the proxy of $app lets through each $verb that its pages call', ({ app, verb, method }) => {
  const called = calledBy(app, verb);
  expect(called.size).toBeGreaterThan(5);
  const allowed = allowedIn(app, method);
  expect([...called].filter((name) => !allowed.has(name))).toEqual([]);
});
