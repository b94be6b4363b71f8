import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { themeColor } from './theme-color.ts';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');

function tokensOf(selector: string): Map<string, string> {
  const start = css.indexOf(`${selector} {`);
  const block = css.slice(start, css.indexOf('}', start));
  return new Map([...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map((match) => [match[1] ?? '', match[2] ?? '']));
}

/** WCAG 2.2, relative luminance. */
function luminance(hex: string): number {
  const channels = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);
  const [red = 0, green = 0, blue = 0] = channels.map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(left: string, right: string): number {
  const [dark = 0, light = 0] = [luminance(left), luminance(right)].toSorted((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const grounds = ['background', 'surface', 'sunken'];
const text = ['ink', 'muted', 'primary', 'accent', 'danger'].flatMap((front) => grounds.map((back) => [front, back]));
const pairs = [
  ['on-primary', 'primary'],
  ['on-primary', 'primary-hover'],
  ['on-primary-soft', 'primary-soft'],
  ['on-deep', 'deep'],
  ['on-deep-muted', 'deep'],
  ...['accent', 'success', 'warning', 'danger', 'info'].flatMap((tone) => [
    [tone, `${tone}-soft`],
    ['ink', `${tone}-soft`],
  ]),
];
const borders = ['line-strong', 'ring', 'danger'].flatMap((front) => grounds.map((back) => [front, back]));

describe.each([':root', '.dark'])('tokens of %s', (selector) => {
  const tokens = tokensOf(selector);
  const ratio = ([front = '', back = '']: string[]) => contrast(tokens.get(front) ?? '', tokens.get(back) ?? '');

  it.each([...text, ...pairs])('reads %s on %s (4.5:1)', (...pair) => expect(ratio(pair)).toBeGreaterThanOrEqual(4.5));
  it.each(borders)('sees %s against %s (3:1)', (...pair) => expect(ratio(pair)).toBeGreaterThanOrEqual(3));
});

it('paints the browser in the page’s own colour', () => {
  expect(themeColor.map(({ color }) => color)).toEqual([':root', '.dark'].map((selector) => tokensOf(selector).get('background')));
});
