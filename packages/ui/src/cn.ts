import { type ClassValue, clsx } from 'clsx';

const sides = ['x', 'y', 't', 'r', 'b', 'l', 's', 'e'];

/** Utilities that set the same thing, beside those that share what stands before their value. */
const groups: readonly (readonly [RegExp, string])[] = [
  [/^text-(xs|sm|base|lg|\d?xl|caption|heading|title|display|\[[\d.]+\w+\])$/, 'font-size'],
  [/^text-(left|center|right|start|end|justify)$/, 'text-align'],
  [/^text-(wrap|nowrap|balance|pretty)$/, 'text-wrap'],
  [/^text-/, 'color'],
  [/^font-(thin|light|normal|medium|semibold|bold|extrabold)$/, 'font-weight'],
  [/^border-(solid|dashed|dotted|none)$/, 'border-style'],
  [/^border(-\d)?$/, 'border-width'],
  [/^border-[xytrbl](-\d)?$/, ''],
  [/^border-/, 'border-color'],
  [/^(block|inline|inline-block|flex|inline-flex|grid|inline-grid|hidden|contents)$/, 'display'],
  [/^(static|relative|absolute|fixed|sticky)$/, 'position'],
  [/^rounded(-(none|full|sm|md|lg|\d?xl|control|card|panel))?$/, 'rounded'],
  [/^(whitespace|overflow(?:-[xy])?|justify|items|self|shadow|opacity|cursor|leading|tracking|aspect|z|bg|size|order)-/, ''],
  [/^((?:min-|max-)?[hw]|[pm][xytrblse]?|gap(?:-[xy])?|grid-cols|grid-rows|col-span|row-span|top|right|bottom|left|inset(?:-[xy])?)-/, ''],
];

/** What the former sets besides itself. */
const covers: Readonly<Record<string, readonly string[]>> = {
  size: ['h', 'w'],
  p: sides.map((side) => `p${side}`),
  m: sides.map((side) => `m${side}`),
  gap: ['gap-x', 'gap-y'],
};

function groupOf(utility: string): string {
  const plain = utility.replace(/^-/, '').replace(/!$/, '');
  for (const [pattern, name] of groups) {
    const match = pattern.exec(plain);
    if (match) return name || (match[1] && plain.startsWith(`${match[1]}-`) ? match[1] : plain);
  }
  return plain;
}

/**
 * Joins class names; of two utilities that set the same thing under the same variants the later one stays. It knows what
 * components here are given; tailwind-merge knows all of Tailwind, and costs every page 8 KiB.
 */
export function cn(...values: ClassValue[]): string {
  const taken = new Set<string>();
  const kept: string[] = [];
  for (const name of clsx(values).split(' ').reverse()) {
    const [, variants = '', utility = name] = /^(.*:)?([^:]+)$/.exec(name) ?? [];
    const group = groupOf(utility);
    if (taken.has(variants + group)) continue;
    taken.add(variants + group);
    for (const covered of covers[group] ?? []) taken.add(variants + covered);
    kept.push(name);
  }
  return kept.reverse().join(' ');
}
