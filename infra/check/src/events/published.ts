import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type EventDefinition, eventCatalogue, eventSchemas } from '@tradewind/contracts/events';
import { findBreaks, type Schema } from './breaks.ts';

type Catalogue = Readonly<Record<string, EventDefinition>>;

const contracts = join(import.meta.dirname, '../../../../packages/contracts');
const folder = 'events';
/** What was published, in the form of sha256sum(1), so that no schema is changed or lost by hand and nobody the wiser. */
const list = 'events.sha256';

/** One text for one meaning: keys, and lists whose order means nothing, are sorted. */
function toText(schema: unknown): string {
  const sorted = (value: unknown, key = ''): unknown => {
    if (Array.isArray(value)) return key === 'required' || key === 'enum' ? value.toSorted() : value.map((item) => sorted(item));
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value).toSorted(([left], [right]) => (left < right ? -1 : 1));
    return Object.fromEntries(entries.map(([name, inner]) => [name, sorted(inner, name)]));
  };
  return `${JSON.stringify(sorted(schema), null, 2)}\n`;
}

const digest = (text: string) => createHash('sha256').update(text).digest('hex');
// A checkout may have given lines another end.
const read = (path: string) => readFileSync(path, 'utf8').replaceAll('\r\n', '\n');

/** Published schemas by name, and what is wrong with the files that hold them. */
function readPublished(root: string): { published: Map<string, string>; wrong: string[] } {
  if (!existsSync(join(root, list))) return { published: new Map(), wrong: [`${list} is missing: take it back from version control`] };
  const digests = new Map(
    read(join(root, list))
      .split('\n')
      .filter((line) => line !== '')
      .map((line): [string, string] => [line.slice(66), line.slice(0, 64)]),
  );
  const files = existsSync(join(root, folder)) ? readdirSync(join(root, folder)).map((file) => `${folder}/${file}`) : [];
  const texts = new Map(files.map((file) => [file, read(join(root, file))]));
  const wrong = [...new Set([...digests.keys(), ...files])].flatMap((file) => {
    const text = texts.get(file);
    if (text === undefined) return [`${file} was published and is missing: take it back from version control`];
    if (!digests.has(file)) return [`${file} is not in ${list}: only pnpm events:write adds a schema`];
    return digests.get(file) === digest(text) ? [] : [`${file} is not what was published: take it back from version control`];
  });
  return { published: new Map([...texts].map(([file, text]) => [file.slice(folder.length + 1, -'.json'.length), text])), wrong };
}

/** Today's schemas by name, or why they cannot be shown. */
function readToday(catalogue: Catalogue): Map<string, string> | string {
  try {
    return new Map([...eventSchemas(catalogue)].map(([name, schema]) => [name, toText(schema)]));
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const advice = 'A field may be added when it is optional. Anything else is a new version: docs/decisions/0008-event-compatibility.md';

/** What the catalogue would break of what was published, empty when nothing; then also today's schemas, and which are to be written. */
function compare(root: string, catalogue: Catalogue): { refused: string; today: Map<string, string>; stale: string[] } {
  const { published, wrong } = readPublished(root);
  const today = readToday(catalogue);
  if (wrong.length > 0 || typeof today === 'string') {
    return { refused: [...wrong, ...(typeof today === 'string' ? [today] : [])].join('\n'), today: new Map(), stale: [] };
  }
  const broken = [...published].flatMap(([name, text]) => {
    const now = today.get(name);
    if (now === undefined) return [`${name} was published and is no longer in the catalogue: stored events of it could not be read`];
    return findBreaks(JSON.parse(text) as Schema, JSON.parse(now) as Schema).map((line) => `${name}: ${line}`);
  });
  const stale = [...today.keys()].filter((name) => today.get(name) !== published.get(name));
  return { refused: broken.length > 0 ? [...broken, advice].join('\n') : '', today, stale };
}

/** What is wrong with the catalogue of events, held against what was published. Nothing when all is well. */
export function eventViolations(root = contracts, catalogue: Catalogue = eventCatalogue): string {
  const { refused, stale } = compare(root, catalogue);
  if (refused !== '') return refused;
  return stale.map((name) => `${folder}/${name}.json is not what the catalogue says: run pnpm events:write`).join('\n');
}

/** Publishes the catalogue's schemas. @returns what is wrong; then nothing was written. */
export function writeEvents(root = contracts, catalogue: Catalogue = eventCatalogue): string {
  const { refused, today } = compare(root, catalogue);
  if (refused !== '') return refused;
  mkdirSync(join(root, folder), { recursive: true });
  const files = [...today].map(([name, text]): [string, string] => [`${folder}/${name}.json`, text]).toSorted();
  for (const [file, text] of files) writeFileSync(join(root, file), text);
  writeFileSync(join(root, list), files.map(([file, text]) => `${digest(text)}  ${file}\n`).join(''));
  return '';
}
